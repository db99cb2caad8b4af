--- STL on lists of numbers: Cleveland, Cleveland, McRae and Terpenning, STL: A Seasonal-Trend
--- Decomposition Procedure Based on Loess, Journal of Official Statistics 6 (1990).
---
--- The inner loop smooths each month's values over the years, takes what is no season out of that (three
--- moving averages and a loess), and smooths the rest for the trend. The outer loop gives values that
--- lie far from their fit less weight: bisquare, of six median deviations.

local loess <const> = require "ingot.series.loess"

local M = {}

---@class ingot.StlPlan
---@field period integer     values in a cycle
---@field periodic boolean   the season is the same in all cycles
---@field windows integer[]  of season, trend and low-pass filter: odd
---@field degrees integer[]  of the same, 0 or 1
---@field jumps integer[]    of the same
---@field inner integer      rounds
---@field outer integer      rounds of robustness; 0 for none

-- Means of `length` values in a row: n − length + 1 of them.
local function moving_average(x, n, length, out)
  local total = 0.0
  for i = 1, length do
    total = total + x[i]
  end
  out[1] = total / length
  for i = 2, n - length + 1 do
    total = total - x[i - 1] + x[i + length - 1]
    out[i] = total / length
  end
  return out
end

-- Smooths the values of each month, and goes a year beyond both ends: n + 2 × period values.
local function cycles(work, smoother, x, n, period, robust)
  local out <const>, part <const>, smooth <const> = work.season, work.part, work.smooth
  for place = 1, period do
    local count <const> = (n - place) // period + 1
    local weights <const> = robust and work.weights
    for i = 1, count do
      part[i] = x[(i - 1) * period + place]
      if weights then
        weights[i] = robust[(i - 1) * period + place]
      end
    end
    loess.smooth(smoother, part, count, weights, smooth)
    out[place] = loess.beyond(smoother, part, count, 0, weights) or smooth[1]
    for i = 1, count do
      out[i * period + place] = smooth[i]
    end
    out[(count + 1) * period + place] = loess.beyond(smoother, part, count, count + 1, weights)
      or smooth[count]
  end
  return out
end

local function inner_loop(work, plan, smoothers, y, n, robust)
  local period <const>, trend <const>, seasonal <const> = plan.period, work.trend, work.seasonal
  local rest <const>, long <const> = work.rest, n + 2 * plan.period
  for _ = 1, plan.inner do
    for i = 1, n do
      rest[i] = y[i] - trend[i]
    end
    local season <const> = cycles(work, smoothers[1], rest, n, period, robust)
    moving_average(season, long, period, work.average)
    moving_average(work.average, long - period + 1, period, work.again)
    moving_average(work.again, long - 2 * period + 2, 3, work.average)
    local low <const> = loess.smooth(smoothers[3], work.average, n, nil, work.low)
    for i = 1, n do
      seasonal[i] = season[period + i] - low[i]
      rest[i] = y[i] - seasonal[i]
    end
    loess.smooth(smoothers[2], rest, n, robust, trend)
  end
end

-- Weights by the distance from the fit.
local function robustness(y, n, work)
  local far <const>, weights <const> = {}, {}
  for i = 1, n do
    far[i] = math.abs(y[i] - work.trend[i] - work.seasonal[i])
    weights[i] = far[i]
  end
  table.sort(far)
  local middle <const> = n // 2 + 1
  local limit <const> = 3 * (far[middle] + far[n - middle + 1])
  for i = 1, n do
    local r <const> = weights[i]
    local part <const> = 1 - (r / limit) ^ 2
    weights[i] = r <= 0.001 * limit and 1.0 or r <= 0.999 * limit and part * part or 0.0
  end
  return weights
end

-- The same season in all years: means by place in the cycle.
local function make_periodic(seasonal, n, period)
  for place = 1, period do
    local total, count = 0.0, 0
    for i = place, n, period do
      total, count = total + seasonal[i], count + 1
    end
    for i = place, n, period do
      seasonal[i] = total / count
    end
  end
end

--- Takes a list apart.
---@param y number[]  two cycles or more, without gaps; the first value may be of any month
---@param plan ingot.StlPlan
---@return number[] seasonal
---@return number[] trend
---@return number[] weights  of robustness; ones where there are no outer rounds
function M.of(y, plan)
  local n <const>, smoothers <const> = #y, {}
  for i = 1, 3 do
    smoothers[i] = loess.new(plan.windows[i], plan.degrees[i], plan.jumps[i])
  end
  local work <const> = { trend = {}, seasonal = {}, rest = {}, season = {}, part = {}, smooth = {},
    weights = {}, average = {}, again = {}, low = {} }
  local ones <const> = {}
  for i = 1, n do
    work.trend[i], ones[i] = 0.0, 1.0
  end
  local robust
  for round = 0, plan.outer do
    inner_loop(work, plan, smoothers, y, n, robust)
    robust = round < plan.outer and robustness(y, n, work) or robust
  end
  if plan.periodic then
    make_periodic(work.seasonal, n, plan.period)
  end
  return work.seasonal, work.trend, robust or ones
end

return M
