--- Differences: a level less the level of a base period, in the metric's unit; those of percentages
--- in percentage points.
---   diff = x − base
--- Where January and February are known only together, by the month (`measure.pace`).

local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
local number <const> = require "ingot.number"
local pace <const> = require "ingot.measure.pace"
local place_ <const> = require "ingot.measure.place"

local M = {}

local function in_points(rule)
  local points <const> = {}
  for name, value in pairs(rule) do
    points[name] = value
  end
  points.unit = "pp"
  return points
end

--- The difference of the level at a place and that of a base period.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@return ingot.Claim
function M.of(place, kind, base_period)
  local now <const>, base <const> = level.of(place), level.of(place_.at(place, base_period))
  local fields <const> = place_.fields(place, kind)
  fields.base_period, fields.base = base_period, base
  fields.unit, fields.display = now.unit, now.display
  if now.unit == "%" then
    fields.unit, fields.display = "pp", in_points(now.display)
  end
  local by <const> = pace.of(place.metric, place.period, base_period)
  fields.mean_of = by.mean_of
  fields.formula = by.now .. " - " .. by.base
  fields.operands = { place_.operand(now), place_.operand(base, "base") }
  fields.rows = now.rows + base.rows
  fields.state, fields.reason = "unknown", place_.reason_against(now, base)
  if now.value and base.value then
    fields.value = number.sub(by.of_now(now.value), by.of_base(base.value))
    fields.state = number.sign(fields.value) == 0 and "zero" or "value"
  end
  return claim.new(fields)
end

return M
