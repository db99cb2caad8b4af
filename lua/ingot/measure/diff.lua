--- Differences: a level less the level of a base period, in the metric's unit; those of percentages
--- in percentage points.
---   diff = x − base
--- Where January and February are known only together, by the month (`measure.pace`).

local cells <const> = require "ingot.measure.cells"
local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
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

--- The unit of differences of levels in a unit.
---@param unit string
---@return string
function M.unit(unit)
  return unit == "%" and "pp" or unit
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
  fields.unit = M.unit(now.unit)
  fields.display = fields.unit == now.unit and now.display or in_points(now.display)
  local against <const> = cells.against(place.metric, place.period, base_period)
  local by <const> = against.pace
  fields.mean_of = by.mean_of
  fields.formula = by.now .. " - " .. by.base
  fields.operands = { place_.operand(now), place_.operand(base, "base") }
  fields.rows = now.rows + base.rows
  return claim.new(place_.take(fields, cells.difference(now, base, against)))
end

return M
