--- The effect of Lunar New Year on a series of months or quarters: what a day in the window around it
--- changes, estimated before the season is.
---
--- The regressor is the days of a month in the window (`ingot.calendar.holiday_days`) less the mean of
--- that month over the years the calendar knows, so that what recurs every year stays in the season.
--- The effect β is what leaves the least irregular: STL takes data and regressor apart alike, and
---   β = Σ w r(data) r(regressor) / Σ w r(regressor)²
--- over their remainders r, w the robustness weights. Without robustness STL is linear, and one step
--- is the answer; with it the step is repeated on data without the effect so far.

local calendar <const> = require "ingot.calendar"
local error_ <const> = require "ingot.error"
local period <const> = require "ingot.period"

local M = {}

---@class ingot.HolidayEffect
---@field coefficient number     of a day in the window, in the unit of the series; with `log` in
---   logarithms: times 100 about per cent
---@field standard_error number  as if irregulars were independent: a rough measure
---@field t number
---@field unit string            "kt a day"
---@field days number[]          the regressor: days in the window less their mean in such months
---@field effect ingot.Series    coefficient × days
---@field rounds integer         how often the step was taken
---@field package cleaned number[]  the data without the effect

local MOST_ROUNDS <const> = 25

-- The mean number of days of the window in each part of a year, over the years that are known.
local function usual_days(length, window)
  local means <const>, first <const>, last <const> = {}, 2000, 2035
  for part = 0, 12 // length - 1 do
    local total = 0
    for year = first, last do
      local at <const> = period.from_month(year * 12 + part * length)
      total = total + calendar.holiday_days(at:through(at + (length - 1)), window)
    end
    means[part] = total / (last - first + 1)
  end
  return means
end

--- The regressor of a series.
---@param s ingot.Series
---@param window? ingot.HolidayWindow
---@return number[] days
function M.days(s, window)
  local days <const>, length <const> = {}, s:period(1):count()
  local means <const> = usual_days(length, window)
  for i = 1, #s.values do
    local at <const> = s:period(i)
    local unknown <const> = calendar.unknown(at)
    if unknown then
      error_.raise("data", ("holiday: series '%s': %s: %s"):format(s.name, at, unknown))
    end
    days[i] = calendar.holiday_days(at, window) - means[at.from % 12 // length]
  end
  return days
end

local function without(y, days, beta)
  local list <const> = {}
  for i, x in ipairs(y) do
    list[i] = x - beta * days[i]
  end
  return list
end

local function remainder(y, parts)
  local list <const> = {}
  for i, x in ipairs(y) do
    list[i] = x - parts.seasonal[i] - parts.trend[i]
  end
  return list
end

-- One step of weighted least squares, and the squares it leaves.
local function step(r, rx, w)
  local xy, xx, count = 0.0, 0.0, 0.0
  for i, x in ipairs(rx) do
    xy, xx, count = xy + w[i] * r[i] * x, xx + w[i] * x * x, count + w[i]
  end
  local change <const> = xx > 0 and xy / xx or 0.0
  local squares = 0.0
  for i, x in ipairs(rx) do
    squares = squares + w[i] * (r[i] - change * x) ^ 2
  end
  return change, math.sqrt(squares / math.max(count - 1, 1) / xx)
end

--- Estimates the effect.
---@param s ingot.Series
---@param y number[]     its values or their logarithms
---@param apart fun(list: number[]): table  STL with the settings of the caller
---@param window true|ingot.HolidayWindow
---@param log? boolean
---@return ingot.HolidayEffect
function M.estimate(s, y, apart, window, log)
  local days <const> = M.days(s, window ~= true and window or nil)
  local rx <const> = remainder(days, apart(days))
  local beta, rounds = 0.0, 0
  local change, deviation
  repeat
    local cleaned <const> = without(y, days, beta)
    local parts <const> = apart(cleaned)
    change, deviation = step(remainder(cleaned, parts), rx, parts.weights)
    beta, rounds = beta + change, rounds + 1
  until math.abs(change) <= 1e-7 * deviation or rounds == MOST_ROUNDS
  local effect <const> = {}
  for i, x in ipairs(days) do
    effect[i] = beta * x
  end
  return {
    coefficient = beta, standard_error = deviation, t = beta / deviation, days = days,
    unit = (log and "log" or s.unit) .. " a day", rounds = rounds,
    effect = s:with { name = s.name .. " Lunar New Year", unit = log and "" or nil, values = effect },
    cleaned = without(y, days, beta),
  }
end

return M
