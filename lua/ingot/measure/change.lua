--- Changes in per cent: of a level against the level of a base period, on the calendar and from
--- unrounded values; by the month where January and February are known only together (`pace`).
---   mom, yoy, ytd_yoy, full_year_yoy = 100 (x − base) / base
---   mom_adjusted, yoy_adjusted = the same of the levels a day, x / days and base / base days
---   mom_holiday, yoy_holiday = the same by effective days
---   cagr(n) = 100 ((x / base)^(1/n) − 1), base n years ago

local cells <const> = require "ingot.measure.cells"
local claim <const> = require "ingot.claim"
local days_ <const> = require "ingot.measure.days"
local evaluate <const> = require "ingot.metric.evaluate"
local level <const> = require "ingot.measure.level"
local number <const> = require "ingot.number"
local place_ <const> = require "ingot.measure.place"

local M = {}

local function new(place, kind, base_period, display)
  local fields <const> = place_.fields(place, kind)
  fields.base_period, fields.unit, fields.display = base_period, "%", display
  fields.formula = ("100 * (%s - base) / base"):format(place.metric.name)
  return fields
end

-- Fills in the level, its base, and what `compute` makes of them.
local function finish(fields, against, compute)
  local place <const> = fields.place
  local now <const>, base <const> = level.of(place), level.of(place_.at(place, fields.base_period))
  fields.base, fields.rows = base, now.rows + base.rows
  fields.operands = { place_.operand(now), place_.operand(base, "base") }
  return claim.new(place_.take(fields, compute(now, base, against)))
end

--- The change of the level at a place on that of a base period.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@param display ingot.Display
---@return ingot.Claim
function M.of(place, kind, base_period, display)
  local fields <const> = new(place, kind, base_period, display)
  local against <const> = cells.against(place.metric, place.period, base_period)
  local by <const> = against.pace
  fields.mean_of = by.mean_of
  fields.formula = ("100 * (%s - %s) / %s"):format(by.now, by.base,
    by.base == "base" and "base" or "(" .. by.base .. ")")
  return finish(fields, against, cells.change)
end

--- The same of the levels a day: 30 against 31 days alone moves a month by 3.2%. Its `flips` says that
--- it goes the other way than the change that is not adjusted.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@param display ingot.Display
---@param by "calendar"|"effective"  which days count
---@return ingot.Claim?
---@return string? message  why there is none
function M.per_day(place, kind, base_period, display, by)
  local mistake <const> = days_.problem(place.metric, kind)
  if mistake then
    return nil, mistake
  end
  local fields <const> = new(place, kind, base_period, display)
  local against <const> = cells.against(place.metric, place.period, base_period, by)
  local days <const> = against.days
  if days then
    -- Both levels a day, times the days of both: products of decimals are exact, quotients not.
    fields.formula = ("100 * (%s * %.14g - base * %.14g) / (base * %.14g)"):format(
      place.metric.name, days.base, days.now, days.now)
  end
  local adjusted <const> = finish(fields, against, cells.per_day)
  local plain <const> = M.of(place, kind, base_period, display)
  adjusted.flips = adjusted.value ~= nil and plain.value ~= nil
    and (adjusted:sign() or 0) * (plain:sign() or 0) < 0
  return adjusted
end

local two_decimals <const> = { unit = "%", decimals = 2 }

-- By its own formula, as `ingot why` computes it again. The logarithm of nothing is missing; to fall
-- to nothing is a loss of all, in however many years.
local function compounded(fields)
  return function(now, base, against)
    return cells.growth(now, base, against, function(x, was)
      return number.sign(x) == 0 and number.exact(-100, 0) or evaluate.rows(fields.formula, {
        { name = fields.metric, values = { x } }, { name = "base", values = { was } },
      }, 1)[1]
    end)
  end
end

--- The mean growth a year since the same period n years ago, compounded: `total:cagr(5)`, %.
---
---     print(total:cagr(2))
---
---@param c ingot.Claim   a level
---@param n integer       years
---@return ingot.Claim
function claim.methods.cagr(c, n)
  if not level.is(c) then
    error(("cagr: a level expected, got %s"):format(c.kind), 2)
  elseif math.type(n) ~= "integer" or n < 1 then
    error(("cagr: how many years as a whole number expected, as total:cagr(5), got %s"):format(
      type(n) == "number" and tostring(n) or type(n)), 2)
  end
  local base_period = c.place.period
  for _ = 1, n do
    base_period = base_period:year_ago()
  end
  local fields <const> = new(c.place, "cagr", base_period, two_decimals)
  fields.formula = ("100 * (exp(log(%s / base) / %d) - 1)"):format(c.metric, n)
  return finish(fields, cells.against(c.place.metric, c.place.period, base_period),
    compounded(fields))
end

return M
