--- Ranks: the position of a member among the members of its dimension, 1 = largest; equal levels
--- share a rank.

local cells <const> = require "ingot.measure.cells"
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
  return claim.new(place_.take(fields, cells.rank(own, order, place.subject.code, place.period)))
end

return M
