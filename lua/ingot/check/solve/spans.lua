-- What each claim of a conflict would have to be for all others to hold: beside all it is tied to,
-- where these hold without it, else beside the rest of the conflict alone. And what each is in a mode in
-- which all of them hold.

local figures <const> = require "ingot.check.solve.figures"
local number <const> = require "ingot.number"
local span <const> = require "ingot.check.solve.span"

local M = {}

local function real(bound, factor, less)
  local x <const> = figures.double(bound)
  return x and number.real(x * factor - less)
end

local function of_ratio(system, ratio)
  local low <const>, high <const> = span.of(system:active(), ratio[1], ratio[2], ratio.less)
  local factor <const> = ratio.per * ratio.n
  return { low = real(low, factor, ratio.plus), high = real(high, factor, ratio.plus) }
end

local function of_sum(system, row)
  local low <const>, high <const> = system:range(row.sum)
  local share <const> = 1 / (row.times or 1)
  return { low = real(low, share, 0), high = real(high, share, 0) }
end

local function without(list, gone)
  local kept <const> = {}
  for _, item in ipairs(list) do
    kept[#kept + 1] = item ~= gone and item or nil
  end
  return kept
end

--- The spans of a set of statements, by claim; a rank has none.
---@param system ingot.check.System    what is on in it is another after
---@param component ingot.check.Statement[]
---@param set ingot.check.Statement[]
---@return table<ingot.check.Claim, ingot.check.Span>
function M.of(system, component, set)
  local found <const> = {}
  for _, statement in ipairs(set) do
    local claim <const>, row <const> = statement.claim, statement.rows[1]
    system:only(without(component, statement))
    if not system:feasible() then
      system:only(without(set, statement))
    end
    if row and system:feasible() and (row.ratio or #row.claims == 1) then
      found[claim] = row.ratio and of_ratio(system, row.ratio) or of_sum(system, row)
    end
  end
  return found
end

--- What each of some claims is where all that is on holds, by claim; a rank has none.
---@param system ingot.check.System   feasible
---@param claims ingot.check.Claim[]
---@return table<ingot.check.Claim, ingot.check.Span>
function M.held(system, claims)
  local found <const> = {}
  for _, claim in ipairs(claims) do
    local row <const> = system.by_claim[claim].rows[1]
    if row and (row.ratio or #row.claims == 1) then
      found[claim] = row.ratio and of_ratio(system, row.ratio) or of_sum(system, row)
    end
  end
  return found
end

return M
