-- Points of contribution: by how many percentage points of the whole's growth a member moved it.
-- "owes 22.61 percentage points to Jiangsu"; "contributions by province: Jiangsu 22.61 percentage
-- points, …, in all 42.91 percentage points". Functions take the walk over the sentence.

local comparison <const> = require "ingot.check.read.comparison"
local period <const> = require "ingot.period"
local subjects <const> = require "ingot.check.read.subjects"

local M = {}

local verbs <const> = { owe = true, owes = true, owed = true, owing = true }

--- Whether a sentence speaks of contributions.
---@param atoms ingot.check.Atom[]
---@return boolean
function M.are_said(atoms)
  for _, atom in ipairs(atoms) do
    local low <const> = atom.token.low
    if low and (low:find "^contribut" or verbs[low]) then
      return true
    end
  end
  return false
end

--- Whether points stand behind a member in a list that begins with a rate: "up 8.43% YoY: Iraq 6.33
--- percentage points and all others -9.18 percentage points".
---@param self table
---@param at integer
---@return boolean
function M.follow_rate(self, at)
  local from <const> = self.letters:sub(1, at - 1):match "[ud]%%R*:()[^%%q#;J]*[GB]$"
  return from ~= nil and self.letters:find("^[GB]p", from) ~= nil
end

-- "the change from 2024 to 2025" is one of 2025.
local function part_years(p)
  if p and p:count() == 24 and p.from % 12 == 0 then
    return period.of(("%04d"):format(p.to // 12)), period.of(("%04d"):format(p.from // 12))
  end
  return p, nil
end

--- Fills in of when a contribution is, and against what.
---@param self table
---@param at integer
---@param figure ingot.check.Figure
function M.fill(self, at, figure)
  figure.period, figure.base = part_years(self:period_of(at))
  if not figure.base then
    figure.relation, figure.base = comparison.around(self, at, figure.period)
    figure.inherited = self.relation
  end
  if self.letters:find("^W", at - 1) and at > 1 then -- "in all 42.91 percentage points"
    subjects.clear_places(figure.subject)
  end
end

return M
