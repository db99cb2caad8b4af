-- Whether a claim may say something else beside all others that are on. For a level or a rate the
-- system as it is answers: what its rows bound is one sum or ratio, whose values are an interval, so a
-- new claim holds if each of its rows can be met by itself. What ties other quantities needs a system
-- of its own.

local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local relate <const> = require "ingot.check.relate"

local M = {}

-- An end as a fraction.
local function fraction(bound)
  local above <const>, below <const> = tostring(bound.at):match "^(.-)/(.+)$"
  if not above then
    return rational.from(bound.at)
  end
  -- past 64 bits the nearest doubles do
  local a <const>, b <const> = number.parse(above), number.parse(below)
  if a and b then
    return rational.from(a) / rational.from(b)
  end
  return rational.from(tonumber(above) / tonumber(below))
end

-- Whether what lies under `most` can be over `least`.
local function meets(least, most)
  if not least or not most then
    return true
  end
  local low <const>, high <const> = fraction(least), fraction(most)
  return low < high or low == high and not least.open and not most.open
end

local function keys_of(rows)
  local keys <const> = {}
  for _, row in ipairs(rows) do
    for key in pairs(row.sum) do
      keys[key] = true
    end
  end
  return keys
end

-- Whether the rows of two claims tie the very same quantities.
local function same_keys(rows, others)
  local keys <const>, wanted <const> = keys_of(rows), keys_of(others)
  for key in pairs(keys) do
    if not wanted[key] then
      return false
    end
  end
  for key in pairs(wanted) do
    if not keys[key] then
      return false
    end
  end
  return true
end

local edits_of_figure <const> = { value = true, digits = true, step = true, edited = true }

local function only_figure(claim, changed)
  for field, value in pairs(changed) do
    if claim[field] ~= value and not edits_of_figure[field] then
      return false
    end
  end
  return true
end

--- Whether rows can be met beside all that is on, by the quantities that there are.
---@param system ingot.check.System   feasible
---@param rows ingot.check.Row[]      of one claim
---@return boolean
function M.by_ranges(system, rows)
  for _, row in ipairs(rows) do
    local low <const>, high <const> = system:range(row.sum)
    if not meets(row.low, high) or not meets(low, row.high) then
      return false
    end
  end
  return true
end

-- The problem with one claim in place of another, and only what is on.
local function rebuilt(system, statement, claim, changed)
  local claims <const> = {}
  for i, one in ipairs(system.problem.space.claims) do
    claims[i] = one == claim and changed or one
  end
  local other <const> = getmetatable(system).of(relate.of(claims), system.modes)
  for i, one in ipairs(system.problem.space.claims) do
    local before <const>, now <const> = system.by_claim[one], other.by_claim[claims[i]]
    if now and one ~= claim and (before == statement or before and not system:is_on(before)) then
      other:switch(now, false)
    end
  end
  return other:feasible()
end

--- Whether all that is on in a system can hold with a claim changed; the statement of the claim itself
--- is off meanwhile, with all its copies.
---@param system ingot.check.System
---@param claim ingot.check.Claim
---@param changed ingot.check.Claim   a copy of it with other fields
---@return boolean
function M.of(system, claim, changed)
  local statement <const> = system.by_claim[claim]
  if not statement then
    return system:feasible()
  end
  local was_on <const> = system:is_on(statement)
  system:switch(statement, false)
  local found = system:feasible()
  if found then
    local rows <const> = only_figure(claim, changed) and system.problem:rows_of(changed, system.modes)
    if rows and #rows > 0 and same_keys(rows, statement.rows) then
      found = M.by_ranges(system, rows)
    else
      found = rebuilt(system, statement, claim, changed)
    end
  end
  system:switch(statement, was_on)
  return found
end

return M
