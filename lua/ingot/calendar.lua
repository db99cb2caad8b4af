--- The calendar of Chinese trade: Lunar New Year, the days around it, and comparisons by the day.
---
--- The holiday closes plants and customs for about a week, and slows trade before and after; it falls
--- between 21 January and 20 February, so that the same month holds more of it in one year than in
--- another. A window around New Year's Day is counted by month; a month's effective days are its days
--- less a part of those in the window.

local days_ <const> = require "ingot.period.days"
local period <const> = require "ingot.period"
local suggest <const> = require "ingot.suggest"

local M = {}

--- Where the days come from.
M.source = "new moons by the rule of GB/T 33661-2017 in China Standard Time; those of 2027 and 2030 "
  .. "fall within minutes of midnight, where calendar libraries (ICU) are a day off"

local FIRST <const>, LAST <const> = 2000, 2035

-- Lunar New Year's Day, month and day, from 2000 on. 2027 and 2030 are 6 and 3 February: calendar
-- libraries say the 7th and the 2nd.
local new_years <const> = {
  "02-05", "01-24", "02-12", "02-01", "01-22", "02-09", "01-29", "02-18", "02-07", "01-26", -- 2000
  "02-14", "02-03", "01-23", "02-10", "01-31", "02-19", "02-08", "01-28", "02-16", "02-05", -- 2010
  "01-25", "02-12", "02-01", "01-22", "02-10", "01-29", "02-17", "02-06", "01-26", "02-13", -- 2020
  "02-03", "01-23", "02-11", "01-31", "02-19", "02-08",                                     -- 2030
}

local function check_year(year, name, level)
  if math.type(year) ~= "integer" then
    error(("%s: a year as integer expected, got %s"):format(name, tostring(year)), level + 1)
  elseif year < FIRST or year > LAST then
    error(("%s: Lunar New Year is known from %d to %d, not of %d"):format(name, FIRST, LAST, year),
      level + 1)
  end
end

--- Lunar New Year's Day.
---
---     print(ingot.calendar.lunar_new_year(2025))   --> 2025-01-29
---
---@param year integer  2000 to 2035; another one is an error
---@return string date  "2025-01-29"
function M.lunar_new_year(year)
  check_year(year, "lunar_new_year", 2)
  return ("%d-%s"):format(year, new_years[year - FIRST + 1])
end

---@class ingot.HolidayWindow
---@field before? integer  days before New Year's Day that it begins; 5 when left out
---@field after? integer   days after it that it ends; 20 when left out
---@field weight? number   of effective days: the part of a day in the window that is lost, 0 to 1; 1
---   when left out

local usual <const> = { before = 5, after = 20, weight = 1 }
local defaults = usual -- what is left out; `M.window` sets it

-- A window lies in the year of its holiday: the earliest is on 21 January.
local function days_up_to(most)
  return { ("days as integer from 0 to %d"):format(most), function(n)
    return math.type(n) == "integer" and n >= 0 and n <= most
  end }
end

local checks <const> = {
  before = days_up_to(20), after = days_up_to(60),
  weight = { "number from 0 to 1", function(x) return type(x) == "number" and x >= 0 and x <= 1 end },
}

local function settings(window, name, level, base)
  local chosen <const> = {}
  for key, value in pairs(base or defaults) do
    chosen[key] = value
  end
  for key, value in pairs(window or {}) do
    if not checks[key] then
      error(("%s: unknown option '%s'%s"):format(name, tostring(key),
        suggest.did_you_mean(tostring(key), checks)), level + 1)
    elseif not checks[key][2](value) then
      error(("%s: %s: %s expected, got %s"):format(name, key, checks[key][1], tostring(value)),
        level + 1)
    end
    chosen[key] = value
  end
  return chosen
end

--- Sets the window that is meant where none is given, for this script, or for a whole desk in its
--- `init.lua`: `ingot.calendar.window { before = 7, after = 14, weight = 0.6 }`. What is left out is
--- as the program comes, so that `window {}` takes a setting back. Measures adjusted for the holiday
--- (`mom_holiday`, `yoy_holiday`) go by it.
---
---     ingot.calendar.window { before = 7, after = 15 }
---
---@param window ingot.HolidayWindow
function M.window(window)
  if type(window) ~= "table" then
    error(("window: a table expected, as { before = 5, after = 20, weight = 1 }, got %s"):format(
      type(window)), 2)
  end
  defaults = settings(window, "window", 2, usual)
end

--- Why the holiday of a period is not known, or nil.
---
---     print(ingot.calendar.unknown "2025-02")   --> nil: it is known
---
---@param within ingot.Period|string
---@return string?
function M.unknown(within)
  local p <const> = period.of(within, 2)
  if p.from // 12 < FIRST or p.to // 12 > LAST then
    return ("Lunar New Year is known from %d to %d"):format(FIRST, LAST)
  end
end

-- How many days of the window of one year lie between two days.
local function overlap(year, window, first, last)
  local month <const>, day <const> = new_years[year - FIRST + 1]:match "(%d+)-(%d+)"
  local new_year <const> = days_.number(year, tonumber(month), tonumber(day))
  local from <const> = math.max(first, new_year - window.before)
  local to <const> = math.min(last, new_year + window.after)
  return math.max(0, to - from + 1)
end

local function count(within, window, name, level)
  local first <const> = days_.number(within.from // 12, within.from % 12 + 1, 1)
  local last <const> = first + within:days() - 1
  local n = 0
  for year = within.from // 12, within.to // 12 do
    check_year(year, name, level + 1)
    n = n + overlap(year, window, first, last)
  end
  return n
end

--- How many days of a period lie in the window around Lunar New Year: by default from 5 days before
--- to 20 days after it, New Year's Day included (26 days).
---
---     print(ingot.calendar.holiday_days("2025-02", { before = 5, after = 20 }))
---
---@param within ingot.Period|string  in 2000 to 2035; elsewhere an error
---@param window? ingot.HolidayWindow
---@return integer days
function M.holiday_days(within, window)
  local chosen <const> = settings(window, "holiday_days", 2)
  local days <const> = count(period.of(within, 2), chosen, "holiday_days", 2)
  return days
end

--- The days of a period that count: days − weight × days in the window.
---
---     print(ingot.calendar.effective_days "2025-02")
---
---@param within ingot.Period|string
---@param window? ingot.HolidayWindow
---@return number days  an integer where the weight is one
function M.effective_days(within, window)
  local p <const>, chosen <const> = period.of(within, 2), settings(window, "effective_days", 2)
  return p:days() - chosen.weight * count(p, chosen, "effective_days", 2)
end

--- Whether a period is touched by the window, so that its changes want a word about the holiday.
---
---     print(ingot.calendar.has_holiday "2025-04")   --> false
---
---@param within ingot.Period|string
---@param window? ingot.HolidayWindow
---@return boolean
function M.has_holiday(within, window)
  local chosen <const> = settings(window, "has_holiday", 2)
  return count(period.of(within, 2), chosen, "has_holiday", 2) > 0
end

return M
