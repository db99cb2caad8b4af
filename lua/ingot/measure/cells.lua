--- The arithmetic of measures: of levels as cells to a cell, a state with its value or its reason.
--- Claims, the cells of tables of measures and the rules of classes are all computed here, from
--- unrounded levels. A level that is unknown makes what is computed of it unknown, with its reason;
--- growth follows the policy of `measure.growth`, and joint January and February that of
--- `measure.pace`.

local days_ <const> = require "ingot.measure.days"
local growth <const> = require "ingot.measure.growth"
local number <const> = require "ingot.number"
local pace <const> = require "ingot.measure.pace"

local M = {}

---@class ingot.MeasureCell
---@field state ingot.State
---@field value? ingot.Number
---@field reason? string   of an unknown
---@field settled? true    of an unknown: no data are lacking, there is no such number

---@class ingot.Against   what a level is held against
---@field period ingot.Period
---@field base_period ingot.Period
---@field tiny? ingot.Number  of the metric
---@field pace ingot.Pace
---@field days? { now: number, base: number }  of a change by days: how many
---@field no_days? string   why there are none

--- How levels of a metric in a period are held against those of a base period.
---@param metric ingot.Metric
---@param within ingot.Period
---@param base_period ingot.Period
---@param by? "calendar"|"effective"  for a change by days: which
---@return ingot.Against
function M.against(metric, within, base_period, by)
  local against <const> = {
    period = within, base_period = base_period, tiny = metric.tiny,
    pace = pace.of(metric, within, base_period),
  }
  if by then
    against.days, against.no_days = days_.of(by, within, base_period)
  end
  return against
end

--- A cell without a number, though no data are lacking.
---@param reason string
---@return ingot.MeasureCell
function M.none(reason)
  return { state = "unknown", reason = reason, settled = true }
end

local function unknown(reason)
  return { state = "unknown", reason = reason }
end

local function known(value)
  return { state = number.sign(value) == 0 and "zero" or "value", value = value }
end

--- Why something is unknown that is made of a level and its base, or nil.
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param base_period ingot.Period
---@return string?
function M.reason_against(now, base, base_period)
  if now.state == "unknown" then
    return now.reason
  end
  return base.reason and ("its base is %s, and %s"):format(base_period, base.reason)
end

--- A rate of growth under the policy; `rate` gives it where there is one.
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param against ingot.Against
---@param rate fun(now: ingot.Number, base: ingot.Number): ingot.Number?
---@return ingot.MeasureCell
function M.growth(now, base, against, rate)
  if not now.value or not base.value then
    return unknown(M.reason_against(now, base, against.base_period))
  end
  local state <const> = growth.state(now.value, base.value, against.tiny)
  if state == "zero" then
    return { state = state, value = number.exact(0, 0) }
  end
  return { state = state, value = growth.has_rate[state] and rate(now.value, base.value) or nil }
end

--- 100 (x − base) / base, by the month where one of them is of two months.
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param against ingot.Against
---@return ingot.MeasureCell
function M.change(now, base, against)
  local by <const> = against.pace
  return M.growth(now, base, against, function(level, was)
    return number.change(by.of_now(level), by.of_base(was))
  end)
end

-- Exact by whole days; half days make it a real.
local function by_days(level, days)
  return math.type(days) == "integer" and number.times(level, days)
    or number.real(number.float(level) * days)
end

--- The same of the levels a day: of both, times the days of the other, which is exact.
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param against ingot.Against  with days
---@return ingot.MeasureCell
function M.per_day(now, base, against)
  local days <const> = against.days
  if not days then
    return unknown(M.reason_against(now, base, against.base_period) or against.no_days)
  end
  return M.growth(now, base, against, function(level, was)
    return number.change(by_days(level, days.base), by_days(was, days.now))
  end)
end

--- x − base
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param against ingot.Against
---@return ingot.MeasureCell
function M.difference(now, base, against)
  if not now.value or not base.value then
    return unknown(M.reason_against(now, base, against.base_period))
  end
  local by <const> = against.pace
  return known(number.sub(by.of_now(now.value), by.of_base(base.value)))
end

-- By more than the last digits of reals can differ.
local function exceeds(part, whole)
  return number.float(part) > number.float(whole) * (1 + 1e-9)
end

--- 100 part / whole; nothing below zero is a part, or has one. Beside a part below zero the others
--- can be more than the whole: then none has a share.
---@param part ingot.MeasureCell
---@param whole ingot.MeasureCell
---@param below_zero? boolean  whether a part of the whole is known to be
---@return ingot.MeasureCell
function M.share(part, whole, below_zero)
  if not part.value or not whole.value then
    return unknown(part.reason or whole.reason)
  elseif number.sign(whole.value) == 0 then
    return M.none "the whole is zero"
  elseif number.sign(whole.value) < 0 or number.sign(part.value) < 0 then
    return M.none "a level below zero has no share"
  elseif below_zero or exceeds(part.value, whole.value) then
    return M.none "the parts of the whole have both signs"
  end
  return { state = "value", value = number.percent_of(part.value, whole.value) }
end

--- 100 (x − base) / base of the whole, in percentage points. What counts is that base: a part may
--- come from nothing, or go.
---@param now ingot.MeasureCell
---@param base ingot.MeasureCell
---@param whole ingot.MeasureCell  in the base period
---@param against ingot.Against
---@return ingot.MeasureCell
function M.contribution(now, base, whole, against)
  if not now.value or not base.value or not whole.value then
    return unknown(M.reason_against(now, base, against.base_period)
      or M.reason_against(now, whole, against.base_period))
  end
  local state <const>, by <const> = growth.state(whole.value, whole.value), against.pace
  if state == "zero" then
    return M.none(("the whole is zero in %s"):format(against.base_period))
  elseif state ~= "value" then
    return { state = state }
  end
  local more <const> = number.sub(by.of_now(now.value), by.of_base(base.value))
  return { state = state, value = number.percent_of(more, by.of_base(whole.value)) }
end

--- The position of a member in an order of members.
---@param own ingot.MeasureCell  its level
---@param order ingot.Order
---@param code string
---@param within ingot.Period
---@return ingot.MeasureCell
function M.rank(own, order, code, within)
  local position <const> = order.ranks[code]
  if position then
    return { state = "value", value = number.exact(position, 0) }
  elseif own.reason then
    return unknown(own.reason)
  elseif order.reasons and order.reasons[code] then
    return M.none(order.reasons[code])
  elseif order.missing then
    return unknown(("the level of %d of those it is ranked among is missing"):format(order.missing))
  end
  return M.none(("it has no trade in %s to be ranked by"):format(within))
end

return M
