--- Streaks: for how many periods in a row, this one included, a member has had its rank. The run is
--- counted on the calendar; an uncovered period breaks it.

local claim <const> = require "ingot.claim"
local dimension <const> = require "ingot.dimension"
local number <const> = require "ingot.number"
local place_ <const> = require "ingot.measure.place"
local rank <const> = require "ingot.measure.rank"

local M = {}

local MOST <const> = 12 -- periods that are read at once

-- Reads some periods before one in a pass over the rows: a run that has gone on so far may go on.
local function read_ahead(place, within, n)
  local periods <const> = {}
  for i = 1, math.min(n, MOST) do
    periods[i] = place.cube:before(place.metric, periods[i - 1] or within)
  end
  place.cube:prepare(place.metric, dimension.get(place.subject.dimension), periods)
end

--- The run of a member at its rank.
---@param place ingot.Place
---@return ingot.Claim?
---@return string? message  why there is none
function M.of(place)
  local mistake <const> = place_.no_part(place, "streak")
  if mistake then
    return nil, mistake
  end
  local now <const> = assert(rank.of(place))
  local fields <const> = place_.fields(place, "streak")
  fields.unit, fields.display = "", place_.count_display
  fields.formula = ("periods in a row with the same rank by %s among %s"):format(
    place.metric.name, place.cube:among(place.subject.dimension))
  fields.state, fields.reason, fields.operands, fields.rows = now.state, now.reason, {}, 0
  if not now.value then
    return claim.new(fields)
  end
  local n, next_read, at_rank = 0, 2, now
  while at_rank.value and number.compare(at_rank.value, now.value) == 0 do
    n = n + 1
    fields.uneven = fields.uneven or at_rank.period.kind ~= place.period.kind or nil
    fields.rows = fields.rows + at_rank.rows
    fields.operands[n] = {
      name = "rank", where = at_rank.where, period = at_rank.period, value = at_rank.value,
      unit = "", rows = at_rank.rows, sources = at_rank.sources,
    }
    if n == next_read then
      read_ahead(place, at_rank.period, 2 * n)
      next_read = n + math.min(2 * n, MOST)
    end
    at_rank = assert(rank.of(place_.at(place, place.cube:before(place.metric, at_rank.period))))
  end
  fields.value, fields.sources = number.exact(n, 0), place_.sources(fields.operands)
  return claim.new(fields)
end

return M
