--- Value and quantity of the members of a breakdown in two periods: what unit values are made of.

local frame <const> = require "ingot.decompose.frame"
local metric <const> = require "ingot.metric"

local M = {}

--- Said wherever an effect or index of unit values is printed.
M.NOTE = "a unit value mixes price and composition"

M.options = { value = "string", quantity = "string", against = "string" }

---@class ingot.PriceOptions
---@field value string      metric of value, as "value"
---@field quantity string   metric of quantity, as "exports"
---@field against? ingot.Against

---@class ingot.PriceCells
---@field value ingot.Span[]
---@field quantity ingot.Span[]
---@field subjects ingot.Subject[]
---@field whole { value: ingot.Span, quantity: ingot.Span }
---@field base ingot.Period
---@field quantity_metric ingot.Metric
---@field reason? string  why they are unknown

--- Finds them; gives nil with a message for a mistake of the caller. Called by a function that a
--- method of a breakdown calls: unknown metrics are errors at the method's caller.
---@param breakdown ingot.Breakdown
---@param now ingot.Period
---@param given ingot.PriceOptions
---@return ingot.PriceCells?
---@return string? message
function M.find(breakdown, now, given)
  for _, role in ipairs { "value", "quantity" } do
    if not given[role] then
      return nil, ('%s = the name of a metric expected, as '
        .. '{ value = "value", quantity = "exports" }'):format(role)
    end
  end
  local value <const>, quantity <const> = metric.get(given.value, 4), metric.get(given.quantity, 4)
  local base <const>, message <const> = frame.base_of(breakdown.cube, value, now, given.against)
  if not base then
    return nil, message
  end
  local problem <const> = frame.no_parts(value) or frame.no_parts(quantity)
  if problem then
    return nil, problem
  end
  local cube <const>, axis <const>, seen <const> = breakdown.cube, breakdown.dimension, {}
  local cells <const> = {
    value = {}, quantity = {}, subjects = {}, base = base, quantity_metric = quantity,
    whole = {
      value = frame.span(cube, value, now, base), quantity = frame.span(cube, quantity, now, base),
    },
  }
  local codes <const> = frame.codes(cube, axis, value, { now, base }, seen)
  for _, code in ipairs(frame.codes(cube, axis, quantity, { now, base }, seen)) do
    codes[#codes + 1] = code
  end
  for i, code in ipairs(codes) do
    local subject <const> = breakdown:subject(code)
    cells.subjects[i] = subject
    cells.value[i] = frame.span(cube, value, now, base, subject)
    cells.quantity[i] = frame.span(cube, quantity, now, base, subject)
  end
  cells.reason = frame.reason(cells.whole.value, cells.value)
    or frame.reason(cells.whole.quantity, cells.quantity)
  return cells
end

return M
