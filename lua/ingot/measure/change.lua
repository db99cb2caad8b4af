--- Changes in per cent: of a level against the level of a base period, on the calendar and from
--- unrounded values; by the month where January and February are known only together (`pace`).
---   mom, yoy, ytd_yoy, full_year_yoy = 100 (x − base) / base
---   mom_adjusted = the same of the levels a day, x / days and base / base days
---   cagr(n) = 100 ((x / base)^(1/n) − 1), base n years ago

local claim <const> = require "ingot.claim"
local evaluate <const> = require "ingot.metric.evaluate"
local growth <const> = require "ingot.measure.growth"
local level <const> = require "ingot.measure.level"
local number <const> = require "ingot.number"
local pace <const> = require "ingot.measure.pace"
local place_ <const> = require "ingot.measure.place"

local M = {}

-- A rate by its own formula, as `ingot why` computes it again.
local function by_formula(fields)
  return function(now, base)
    local name <const> = fields.metric
    return evaluate.rows(fields.formula, {
      { name = name, values = { now } }, { name = "base", values = { base } },
    }, 1)[1]
  end
end

local function new(place, kind, base_period, display)
  local fields <const> = place_.fields(place, kind)
  fields.base_period, fields.unit, fields.display = base_period, "%", display
  fields.formula = ("100 * (%s - base) / base"):format(place.metric.name)
  return fields
end

-- Fills in the level, its base, and the rate that `compute` gives for them under the policy.
local function finish(fields, compute)
  local place <const> = fields.place
  local now <const>, base <const> = level.of(place), level.of(place_.at(place, fields.base_period))
  fields.base, fields.rows = base, now.rows + base.rows
  fields.operands = { place_.operand(now), place_.operand(base, "base") }
  if not now.value or not base.value then
    fields.state, fields.reason = "unknown", place_.reason_against(now, base)
    return claim.new(fields)
  end
  fields.state = growth.state(now.value, base.value, place.metric.tiny)
  if fields.state == "zero" then
    fields.value = number.exact(0, 0)
  elseif growth.has_rate[fields.state] then
    fields.value = compute(now.value, base.value)
  end
  return claim.new(fields)
end

--- The change of the level at a place on that of a base period.
---@param place ingot.Place
---@param kind string  the measure
---@param base_period ingot.Period
---@param display ingot.Display
---@return ingot.Claim
function M.of(place, kind, base_period, display)
  local fields <const> = new(place, kind, base_period, display)
  local by <const> = pace.of(place.metric, place.period, base_period)
  fields.mean_of = by.mean_of
  fields.formula = ("100 * (%s - %s) / %s"):format(by.now, by.base,
    by.base == "base" and "base" or "(" .. by.base .. ")")
  return finish(fields, function(now, base)
    return number.change(by.of_now(now), by.of_base(base))
  end)
end

--- The change on the period before, of the levels a day: 30 against 31 days alone moves a month by
--- 3.2%. Its `flips` says that it goes the other way than the change that is not adjusted.
---@param place ingot.Place
---@param display ingot.Display
---@return ingot.Claim
function M.per_day(place, display)
  local base_period <const> = place_.before(place)
  local fields <const> = new(place, "mom_adjusted", base_period, display)
  -- Both levels a day, times the days of both: products of decimals are exact, quotients not.
  local base <const> = ("base * %d"):format(place.period:days())
  fields.formula = ("100 * (%s * %d - %s) / (%s)"):format(place.metric.name, base_period:days(),
    base, base)
  local adjusted <const> = finish(fields, by_formula(fields))
  local plain <const> = M.of(place, "mom", base_period, display)
  adjusted.flips = adjusted.value ~= nil and plain.value ~= nil
    and (adjusted:sign() or 0) * (plain:sign() or 0) < 0
  return adjusted
end

local two_decimals <const> = { unit = "%", decimals = 2 }

-- The logarithm of nothing is missing; to fall to nothing is a loss of all, in however many years.
local function compounded(fields)
  local compute <const> = by_formula(fields)
  return function(now, base)
    return number.sign(now) == 0 and number.exact(-100, 0) or compute(now, base)
  end
end

--- The mean growth a year since the same period n years ago, compounded: `total:cagr(5)`, %.
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
  return finish(fields, compounded(fields))
end

return M
