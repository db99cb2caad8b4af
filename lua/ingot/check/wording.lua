--- Words of an article against its figures: what is contradicted by words, units, lists and signs. Each
--- rule is a file of `wording/`; none raises an alarm where the text leaves a reading open.

local scene_ <const> = require "ingot.check.wording.scene"

local M = {}

--- All rules, in the order of their findings where these stand at one place.
---@type fun(scene: ingot.check.Scene, report: ingot.check.Report)[]
M.rules = {
  require "ingot.check.wording.malformed",
  require "ingot.check.wording.units",
  require "ingot.check.wording.size",
  require "ingot.check.wording.earlier",
  require "ingot.check.wording.joints",
  require "ingot.check.wording.multiples",
  require "ingot.check.wording.streaks",
  require "ingot.check.wording.terms",
  require "ingot.check.wording.lists",
  require "ingot.check.wording.dateline",
  (require "ingot.check.wording.omission"), -- alone: require returns its file as well
}

--- Finds what the words of an article get wrong, in the order of the text.
---
---     for _, finding in ipairs(wording.find(page, sentences, claims)) do print(finding.proof) end
---@param page ingot.check.Page
---@param sentences ingot.check.Sentence[]
---@param claims ingot.check.Claim[]
---@param options? { earlier?: ingot.check.Claim[] }  levels of earlier articles, as a ledger keeps them
---@return ingot.check.Finding[]
function M.find(page, sentences, claims, options)
  local scene <const> = scene_.of(page, sentences, claims, options)
  return scene_.collect(scene, M.rules)
end

return M
