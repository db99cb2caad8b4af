--- Changes in per cent: of a level against the level of a base period, on the calendar and from
--- unrounded values.
---   mom, yoy, ytd_yoy = 100 (x − base) / base

local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
local number <const> = require "ingot.number"
local place_ <const> = require "ingot.measure.place"

local M = {}

--- The change of the level at a place on that of a base period.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@param display ingot.Display
---@return ingot.Claim
function M.of(place, kind, base_period, display)
  local now <const>, base <const> = level.of(place), level.of(place_.at(place, base_period))
  local fields <const> = place_.fields(place, kind)
  fields.base_period, fields.base, fields.unit = base_period, base, "%"
  fields.display = display
  fields.formula = ("100 * (%s - base) / base"):format(place.metric.name)
  fields.operands = { place_.operand(now), place_.operand(base, "base") }
  fields.rows = now.rows + base.rows
  if not now.value or not base.value then
    fields.state, fields.reason = "unknown", place_.reason_against(now, base)
  elseif number.sign(base.value) == 0 and number.sign(now.value) == 0 then
    fields.state, fields.value = "zero", number.exact(0, 0)
  elseif number.sign(base.value) == 0 then
    fields.state = "from_zero"
  elseif number.sign(base.value) < 0 then
    fields.state = "turned"
  else
    fields.state, fields.value = "value", number.change(now.value, base.value)
  end
  return claim.new(fields)
end

return M
