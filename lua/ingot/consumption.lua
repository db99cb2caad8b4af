--- Apparent consumption: production + imports − exports, less the change of stocks when that is
--- known. The claim's `note` says which.

local inputs_ <const> = require "ingot.decompose.inputs"
local claim <const> = require "ingot.claim"
local rational <const> = require "ingot.rational"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.ConsumptionInput  quantities of one period in one unit
---@field production ingot.Input
---@field imports ingot.Input
---@field exports ingot.Input
---@field stock_change? ingot.Input  end less beginning: what was added to stocks was not consumed
---@field period? ingot.Period|string  when none of them is a claim
---@field unit? string               "t", unless a claim says otherwise

local names <const> = { "production", "imports", "exports", "stock_change" }
local allowed <const> = {
  production = true, imports = true, exports = true, stock_change = true, period = true,
  unit = true,
}

local function check(given)
  if type(given) ~= "table" then
    return ("a table expected, as { production = …, imports = …, exports = … }, got %s"):format(
      type(given))
  end
  for name in pairs(given) do
    if not allowed[name] then
      return ("unknown field '%s'%s"):format(tostring(name),
        suggest.did_you_mean(tostring(name), allowed))
    end
  end
  for i = 1, 3 do
    if given[names[i]] == nil then
      return ("%s is missing; nothing traded is 0"):format(names[i])
    end
  end
end

-- The unit said, or that of the first claim; that claim's display.
local function unit_of(given)
  for _, name in ipairs(names) do
    local value <const> = given[name]
    if claim.is(value) then
      return given.unit or value.unit, value.display
    end
  end
  return given.unit or "t", nil
end

local function make(given)
  local problem <const> = check(given)
  if problem then
    return nil, problem
  end
  local unit <const>, display <const> = unit_of(given)
  local pairs_of <const> = {}
  for i, name in ipairs(names) do
    pairs_of[i] = { name, unit }
  end
  local within <const> = inputs_.period_of(given, pairs_of) or inputs_.period(given.period)
  if not within then
    return nil, 'a period expected, as period = "2025-04"'
  end
  local inputs <const>, message <const> = inputs_.read(given, pairs_of, within)
  if not inputs then
    return nil, message
  end
  local adjusted <const>, values <const> = given.stock_change ~= nil, inputs.values
  return inputs_.claim(inputs, {
    kind = "apparent_consumption", metric = "apparent_consumption", unit = unit,
    display = display or { unit = unit, decimals = 0 },
    formula = "production + imports - exports" .. (adjusted and " - stock_change" or ""),
    note = adjusted and "stock-adjusted" or "not adjusted for stocks",
    value = not inputs.reason and values.production + values.imports - values.exports
      - (values.stock_change or rational.zero) or nil,
  })
end

--- Apparent consumption of a period, exact: production + imports − exports − stock_change. The
--- claim's `note` is "stock-adjusted" or "not adjusted for stocks". Unlike units, unlike periods
--- and missing inputs are errors at the caller's line; an unknown claim makes the result unknown.
---
---     local used = ingot.apparent_consumption { production = "3600.25", imports = 210, exports = 12 }
---     print(used, used.note)   --> 3,800 mt   not adjusted for stocks
---
---@param given ingot.ConsumptionInput
---@return ingot.Claim
function M.apparent_consumption(given)
  local made <const>, message <const> = make(given)
  if not made then
    error("apparent_consumption: " .. message, 2)
  end
  return made
end

return M
