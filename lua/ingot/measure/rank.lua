--- Ranks: the position of a member among the members of its dimension, 1 = largest; equal levels
--- share a rank.

local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
local number <const> = require "ingot.number"
local place_ <const> = require "ingot.measure.place"

local M = {}

--- The rank of a member by the level of the metric.
---@param place ingot.Place
---@return ingot.Claim?
---@return string? message  why there is none
function M.of(place)
  local mistake <const> = place_.no_part(place, "rank")
  if mistake then
    return nil, mistake
  end
  local order <const> = place.cube:ranking(place.metric, place.period, place.subject.dimension)
  local own <const> = level.of(place)
  local fields <const> = place_.fields(place, "rank")
  fields.unit, fields.display = "", place_.count_display
  fields.formula = ("rank by %s among %s"):format(place.metric.name,
    place.cube:among(place.subject.dimension))
  fields.operands = { place_.operand(own), {
    name = "count", of = "population", where = place.cube:selection(place.metric),
    period = place.period, value = number.exact(order.size, 0), unit = "", rows = order.rows,
  } }
  fields.rows = order.rows
  local position <const> = order.ranks[place.subject.code]
  fields.state = position and "value" or "unknown"
  fields.value = position and number.exact(position, 0)
  if not position then
    fields.reason = own.reason or order.reasons and order.reasons[place.subject.code]
      or order.missing and ("the level of %d of those it is ranked among is missing"):format(
        order.missing)
      or ("it has no trade in %s to be ranked by"):format(place.period)
  end
  return claim.new(fields)
end

return M
