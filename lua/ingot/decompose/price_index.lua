--- `cube:by("hs"):price_index("2025-04", "fisher", { value = "value", quantity = "exports" })`.

local core <const> = require "ingot.decompose.core"
local frame <const> = require "ingot.decompose.frame"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local price_cells <const> = require "ingot.decompose.price_cells"
local result <const> = require "ingot.decompose.result"
local suggest <const> = require "ingot.suggest"

local M = {}

local function floats(spans, when)
  local values <const> = {}
  for i, span in ipairs(spans) do
    values[i] = number.float(span[when].value)
  end
  return values
end

local function value_of(cells, kind)
  if cells.reason then
    return nil, cells.reason
  end
  local index <const> = core.price_index(kind, floats(cells.value, "base"),
    floats(cells.value, "now"), floats(cells.quantity, "base"), floats(cells.quantity, "now"))
  return index and number.real(100 * index),
    not index and ("nothing was traded in both %s and the period"):format(cells.base) or nil
end

--- A price index of the unit values of the members of a dimension, base period = 100: Laspeyres 100
--- Σp1q0/Σp0q0, Paasche 100 Σp1q1/Σp0q1, Fisher 100 √(L·P), over members with value and quantity in
--- both periods. The claim's `note` says that a unit value mixes price and composition.
---
---     print(cable:by("hs"):price_index(period, "fisher", { value = "value", quantity = "exports" }))
---
---@param breakdown ingot.Breakdown
---@param within ingot.Period|string
---@param kind ingot.PriceIndexKind
---@param given ingot.PriceOptions
---@return ingot.Claim? index
---@return string? message  a mistake of the caller
function M.of(breakdown, within, kind, given)
  if type(kind) ~= "string" or not core.price_indices[kind] then
    return nil, ("'laspeyres', 'paasche' or 'fisher' expected, got '%s'%s"):format(tostring(kind),
      suggest.did_you_mean(tostring(kind), core.price_indices))
  end
  local problem <const> = frame.problem(given, price_cells.options)
  if problem then
    return nil, problem
  end
  local now <const> = period.of(within, 3)
  local cells <const>, message <const> = price_cells.find(breakdown, now, given or {})
  if not cells then
    return nil, message
  end
  local whole <const> = cells.whole
  local value <const>, reason <const> = value_of(cells, kind)
  return result.claim(whole.value.now, {
    kind = kind, base_period = cells.base, base = whole.value.base, unit = "",
    display = { unit = "", decimals = 1 }, note = price_cells.NOTE,
    formula = ("unit values in %s, base = 100: %s by %s among %s"):format(given.quantity, kind,
      given.value, breakdown.dimension),
    operands = {
      place.operand(whole.value.now), place.operand(whole.value.base, "base"),
      place.operand(whole.quantity.now, "quantity"),
      place.operand(whole.quantity.base, "quantity_base"),
    },
    value = value, reason = reason,
  })
end

return M
