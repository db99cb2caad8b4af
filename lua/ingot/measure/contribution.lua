--- Contributions: how much of the growth of the whole a part explains, in percentage points. Those
--- of all parts sum to the growth of the whole.
---   contribution = 100 (x − base) / base of the whole

local adds <const> = require "ingot.metric.adds"
local cells <const> = require "ingot.measure.cells"
local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
local place_ <const> = require "ingot.measure.place"

local M = {}

local display <const> = { unit = "pp", decimals = 2 }

--- The contribution of a member to the growth of the cube it is a member of.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@return ingot.Claim?
---@return string? message  why there is none
function M.of(place, kind, base_period)
  local mistake <const> = place_.no_part(place, "contribution")
    or adds.no_parts(place.metric, "contribution")
  if mistake then
    return nil, mistake
  end
  local then_ <const> = place_.at(place, base_period)
  local now <const>, base <const> = level.of(place), level.of(then_)
  local whole <const> = level.of(place_.whole(then_))
  local fields <const> = place_.fields(place, kind)
  fields.base_period, fields.base, fields.unit, fields.display = base_period, base, "pp", display
  local against <const> = cells.against(place.metric, place.period, base_period)
  local by <const> = against.pace
  fields.mean_of = by.mean_of
  fields.formula = ("100 * (%s - %s) / %s"):format(by.now, by.base,
    by.base == "base" and "base_whole" or "(base_whole / 2)")
  fields.operands = {
    place_.operand(now), place_.operand(base, "base"), place_.operand(whole, "base_whole"),
  }
  fields.rows = now.rows + whole.rows
  return claim.new(place_.take(fields, cells.contribution(now, base, whole, against)))
end

return M
