--- Results of checks as a checker would give them, of claims and findings written by hand: for specs of
--- reports.

local figures <const> = require "support.figures"
local page_ <const> = require "ingot.check.page"
local result_ <const> = require "ingot.check.result"

local M = {}

-- The repair of one of the claims.
local function repair_of(given, claims)
  local claim <const> = claims[given.claim]
  return {
    claim = claim, from = claim.digits, to = given.to, unique = given.unique or false,
    text = given.text,
    offset = claim.digits_offset, length = #claim.digits,
  }
end

local function finding_of(given, claims)
  local own <const> = {}
  for i, n in ipairs(given.claims or {}) do
    own[i] = claims[n]
  end
  return {
    kind = given.kind, claims = own, proof = given.proof or "a = b", mode = given.mode,
    weight = given.weight or "figure", offset = given.offset, length = given.length,
    repair = given.repair and repair_of(given.repair, claims),
  }
end

--- A result: an article, its claims as `support.figures` takes them, findings that name these by number,
--- numbers that were not understood, and the numbers of the claims that others hold.
---@param given { text: string, name?: string, claims: table[], findings?: table[], missed?: string[],
---   tied?: integer[] }
---@return ingot.check.Result
function M.of(given)
  local claims <const> = figures.of(given.claims, given.text)
  local findings <const>, missed <const>, tied <const> = {}, {}, {}
  for i, finding in ipairs(given.findings or {}) do
    findings[i] = finding_of(finding, claims)
  end
  for i, quote in ipairs(given.missed or {}) do
    missed[i] = { quote = quote, offset = given.text:find(quote, 1, true) - 1 }
  end
  for _, n in ipairs(given.tied or {}) do
    tied[claims[n].id] = true
  end
  local name <const> = given.name or "article.txt"
  return result_.of {
    name = name, page = page_.read(given.text, name), claims = claims, findings = findings,
    not_understood = missed, tied = tied,
  }
end

return M
