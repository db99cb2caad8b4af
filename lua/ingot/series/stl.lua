--- Season, trend and remainder of a series by STL, and the series without its season:
---
---     local parts = ingot.series.stl(output, { window = 13, robust = true, holiday = true })
---     print(parts.adjusted:at "2025-11")
---
--- The defaults are those of R's `stl`, with which the result agrees.

local decomposition <const> = require "ingot.series.decomposition"
local holiday <const> = require "ingot.series.holiday"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.StlOptions
---@field window? "periodic"|integer  of the season, in cycles: odd, 3 or more, better 7 or more; by
---   default "periodic", the same season in all years
---@field trend? integer      window of the trend, in values, odd; from the other two by default
---@field low_pass? integer   window of the low-pass filter, odd; the next odd one from the cycle on
---@field degrees? integer[]  of season, trend, low-pass filter: 0 levels or 1 lines; { 0, 1, 1 }
---@field jumps? integer[]    fits at every so many values; a tenth of each window
---@field robust? boolean     outliers count less: 1 inner and 15 outer rounds instead of 2 and none
---@field inner? integer
---@field outer? integer
---@field log? boolean        seasons multiply: logarithms are taken apart
---@field holiday? boolean|ingot.HolidayWindow  estimates Lunar New Year first and takes it out

---@class ingot.StlResult
---@field seasonal ingot.Series   of the logarithms with `log`, like the next three
---@field trend ingot.Series
---@field remainder ingot.Series  data = holiday (if any) + seasonal + trend + remainder
---@field holiday? ingot.HolidayEffect
---@field adjusted ingot.Series   without season and holiday, in the unit of the series
---@field weights number[]        of robustness
---@field plan ingot.StlPlan      the settings as used

local cycle_lengths <const> = { month = 12, quarter = 4 }

local function window_check(name, least)
  return ("%s: an odd number from %d expected"):format(name, least), function(x)
    return math.type(x) == "integer" and x >= least and x % 2 == 1
  end
end

local function three(name, least, most, words)
  return ("%s: %s of season, trend and low-pass filter expected"):format(name, words), function(x)
    local good = type(x) == "table" and #x == 3
    for i = 1, good and 3 or 0 do
      good = good and math.type(x[i]) == "integer" and x[i] >= least and x[i] <= most
    end
    return good
  end
end

local function rounds(name, least)
  return ("%s: a number of rounds from %d expected"):format(name, least), function(x)
    return math.type(x) == "integer" and x >= least
  end
end

local function yes_or_no(name)
  return ("%s: true or false expected"):format(name), function(x) return type(x) == "boolean" end
end

local is_window <const> = select(2, window_check("window", 3))
local checks <const> = {
  window = { "window: \"periodic\" or an odd number from 3 expected",
    function(x) return x == "periodic" or is_window(x) end },
  trend = { window_check("trend", 3) }, low_pass = { window_check("low_pass", 3) },
  degrees = { three("degrees", 0, 1, "three degrees, 0 or 1,") },
  jumps = { three("jumps", 1, math.maxinteger, "three steps from 1") },
  robust = { yes_or_no "robust" }, log = { yes_or_no "log" },
  inner = { rounds("inner", 1) }, outer = { rounds("outer", 0) },
  holiday = { "holiday: true, false or a window { before = 5, after = 20 } expected",
    function(x) return type(x) == "boolean" or type(x) == "table" end },
}

local function check(options, level)
  for _, name in ipairs(suggest.names(options)) do
    if not checks[name] then
      error(("stl: unknown option '%s'%s"):format(name, suggest.did_you_mean(name, checks)), level + 1)
    elseif not checks[name][2](options[name]) then
      error(("stl: %s, got %s"):format(checks[name][1], tostring(options[name])), level + 1)
    end
  end
end

local function next_odd(x)
  local n <const> = math.ceil(x)
  return n % 2 == 0 and n + 1 or n
end

local function plan_of(options, n, period)
  local periodic <const> = (options.window or "periodic") == "periodic"
  local window <const> = periodic and 10 * n + 1 or options.window
  local windows <const> = { window,
    options.trend or next_odd(1.5 * period / (1 - 1.5 / window)),
    options.low_pass or next_odd(period) }
  local jumps <const> = {}
  for i, each in ipairs(windows) do
    jumps[i] = (each + 9) // 10
  end
  local degrees <const> = table.move(options.degrees or { 0, 1, 1 }, 1, 3, 1, {})
  degrees[1] = periodic and 0 or degrees[1]
  return { period = period, periodic = periodic, windows = windows, degrees = degrees,
    jumps = options.jumps or jumps, inner = options.inner or (options.robust and 1 or 2),
    outer = options.outer or (options.robust and 15 or 0) }
end

local function logarithms(values)
  local logs <const> = {}
  for i, x in ipairs(values) do
    logs[i] = math.log(x)
  end
  return logs
end

-- The parts as series, and the data without season and holiday.
local function result_of(s, y, parts, options, effect)
  local remainder <const>, adjusted <const> = {}, {}
  for i, x in ipairs(y) do
    local rest <const> = x - (effect and effect.effect.values[i] or 0)
    remainder[i] = rest - parts.seasonal[i] - parts.trend[i]
    adjusted[i] = rest - parts.seasonal[i]
    adjusted[i] = options.log and math.exp(adjusted[i]) or adjusted[i]
  end
  local function part(name, values)
    return s:with { name = s.name .. " " .. name, unit = options.log and "" or s.unit, values = values }
  end
  return {
    seasonal = part("seasonal", parts.seasonal), trend = part("trend", parts.trend),
    remainder = part("remainder", remainder), weights = parts.weights, plan = parts.plan,
    holiday = effect, adjusted = s:with { values = adjusted, adjusted = true },
  }
end

--- Takes a series apart: season, trend, remainder.
---
---     local parts = ingot.series.stl(months, { robust = true })
---     print(parts.adjusted:at "2025-04")
---
---@param s ingot.Series  of months or quarters, two years or more without a gap; above zero with `log`
---@param options? ingot.StlOptions
---@param level? integer  where errors point, as for `error`
---@return ingot.StlResult
function M.stl(s, options, level)
  level = (level or 1) + 1
  options = options or {}
  check(options, level)
  local values <const> = plain.demand(s, "stl", { positive = options.log }, level)
  local period <const> = cycle_lengths[s.frequency]
  if not period then
    error(("stl: series '%s' is by the year, which has no season"):format(s.name), level)
  end
  plain.demand(s, "stl", { least = 2 * period + 1 }, level)
  local plan <const> = plan_of(options, #values, period)
  local y <const> = options.log and logarithms(values) or values
  local function apart(list)
    local seasonal <const>, trend <const>, weights <const> = decomposition.of(list, plan)
    return { seasonal = seasonal, trend = trend, weights = weights, plan = plan }
  end
  local effect <const> = options.holiday
    and holiday.estimate(s, y, apart, options.holiday, options.log, level) or nil
  return result_of(s, y, apart(effect and effect.cleaned or y), options, effect)
end

--- A series without its season: as it is where it is adjusted already, else by STL.
---
---     local smooth = ingot.series.adjust(months)
---
---@param s ingot.Series
---@param options? ingot.StlOptions
---@return ingot.Series
function M.adjust(s, options)
  if plain.is(s) and s.adjusted then
    return s
  end
  return M.stl(s, options, 2).adjusted
end

return M
