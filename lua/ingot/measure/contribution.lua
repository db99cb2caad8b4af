--- Contributions: how much of the growth of the whole a part explains, in percentage points. Those
--- of all parts sum to the growth of the whole.
---   contribution = 100 (x − base) / base of the whole

local adds <const> = require "ingot.metric.adds"
local claim <const> = require "ingot.claim"
local evaluate <const> = require "ingot.metric.evaluate"
local growth <const> = require "ingot.measure.growth"
local level <const> = require "ingot.measure.level"
local pace <const> = require "ingot.measure.pace"
local place_ <const> = require "ingot.measure.place"

local M = {}

local display <const> = { unit = "pp", decimals = 2 }

local function value_of(fields, now, base, whole)
  return evaluate.rows(fields.formula, {
    { name = fields.metric, values = { now.value } }, { name = "base", values = { base.value } },
    { name = "base_whole", values = { whole.value } },
  }, 1)[1]
end

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
  local by <const> = pace.of(place.metric, place.period, base_period)
  fields.mean_of = by.mean_of
  fields.formula = ("100 * (%s - %s) / %s"):format(by.now, by.base,
    by.base == "base" and "base_whole" or "(base_whole / 2)")
  fields.operands = {
    place_.operand(now), place_.operand(base, "base"), place_.operand(whole, "base_whole"),
  }
  fields.rows = now.rows + whole.rows
  if not now.value or not base.value or not whole.value then
    fields.state = "unknown"
    fields.reason = place_.reason_against(now, base) or place_.reason_against(now, whole)
    return claim.new(fields)
  end
  -- What counts is the base of the whole: a part may come from nothing, or go.
  fields.state = growth.state(whole.value, whole.value)
  if fields.state == "value" then
    fields.value = value_of(fields, now, base, whole)
  elseif fields.state == "zero" then
    fields.state, fields.reason = "unknown", ("the whole is zero in %s"):format(base_period)
  end
  return claim.new(fields)
end

return M
