--- Changes adjusted for days: of the levels by the day, so that a leap February, 30 against 31 days
--- or a Lunar New Year that moves between January and February do not read as trade.
---   yoy_adjusted              days of the calendar
---   mom_holiday, yoy_holiday  effective days: those of the calendar less the part of them that the
---                             window around Lunar New Year takes (`ingot.calendar.window`)
---   100 (x / days − base / base days) / (base / base days)

local calendar <const> = require "ingot.calendar"
local change <const> = require "ingot.measure.change"
local evaluate <const> = require "ingot.metric.evaluate"
local growth <const> = require "ingot.measure.growth"

local M = {}

--- The days of a period by a calendar; or nil and why there are none.
---@alias ingot.DayCount fun(within: ingot.Period): number?, string?

--- Days of the calendar.
---@type ingot.DayCount
function M.calendar(within)
  return within:days()
end

--- Days outside of the window around Lunar New Year, and the part that counts of those in it.
---@type ingot.DayCount
function M.effective(within)
  local unknown <const> = calendar.unknown(within)
  if unknown then
    return nil, unknown
  end
  local days <const> = calendar.effective_days(within)
  if days <= 0 then
    return nil, ("all days of %s are in the window around Lunar New Year"):format(within)
  end
  return days
end

-- Both levels a day, times the days of both: products of decimals are exact, quotients not.
local function formula_of(name, days, base_days)
  return ("100 * (%s * %.14g - base * %.14g) / (base * %.14g)"):format(name, base_days, days, days)
end

--- The change of the level at a place on that of a base period, both by the day. Its `flips` says
--- that it goes the other way than the change that is not adjusted.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@param display ingot.Display
---@param days_of ingot.DayCount
---@return ingot.Claim?
---@return string? message  why there is none: a metric that does not add up over months is no amount
---   that days could share
function M.of(place, kind, base_period, display, days_of)
  if not place.metric.adds_months then
    return nil, ("%s: a %s needs a metric that adds up over months; this one does not"):format(
      place.metric.name, kind)
  end
  local made <const> = change.of(place, kind, base_period, display)
  local plain <const> = made:sign() or 0
  local days <const>, none <const> = days_of(place.period)
  local base_days <const>, none_before <const> = days_of(base_period)
  made.mean_of, made.flips = nil, false -- days are counted, whether or not two months are joint
  if not days or not base_days then
    made.state, made.value = "unknown", nil
    made.reason = made.reason or none
      or ("its base is %s, and %s"):format(base_period, none_before)
    return made
  end
  made.formula = formula_of(place.metric.name, days, base_days)
  if made.value and growth.has_rate[made.state] and made.state ~= "zero" then
    made.value = evaluate.rows(made.formula, {
      { name = place.metric.name, values = { made.operands[1].value } },
      { name = "base", values = { made.operands[2].value } },
    }, 1)[1]
    made.flips = (made:sign() or 0) * plain < 0
  end
  return made
end

return M
