--- An index in the style of Japan's ESRI: each change as its trend and what departs from it, in
--- interquartile ranges; trends and departures are averaged apart.
---
---     z_t = (C_t − mean of up to 60 C) / IQR    V_t = mean trend + mean IQR × mean z_t
---     I_t = I_t−1 (200 + V_t) / (200 − V_t)
---
--- One that is `like` the coincident index has the trend of that; of months that lacks, the nearest.
--- `clip` first cuts changes at ± so many ranges; ESRI's manual has 2.02.

local frame_ <const> = require "ingot.index.frame"
local step <const> = require "ingot.index.step"
local weigh <const> = require "ingot.index.weigh"

-- Changes cut at ± so much.
local function clipped(x, most)
  local list <const> = {}
  for t, change in ipairs(x) do
    list[t] = change and math.max(-most, math.min(most, change))
  end
  return list
end

-- Changes as they are taken, and their trends, by component.
local function taken_apart(frame, ranges, window, clip)
  local taken <const>, trends <const> = {}, {}
  for i, item in ipairs(frame.items) do
    taken[i] = clip and clipped(item.x, clip * ranges[i]) or item.x
    trends[i] = step.trailing_mean(taken[i], window)
  end
  return taken, trends
end

-- V by component: its trend, unless that is another index's, and its departure from it in ranges.
local function values_of(frame, taken, trends, ranges, range, like)
  local values <const>, with <const> = {}, like and 0 or 1
  for i, x in ipairs(taken) do
    local trend <const>, own <const>, list <const> = trends[i], ranges[i], {}
    for t = frame.first, frame.last do
      local change <const> = x[t]
      list[t] = change and with * trend[t] + range[t] * ((change - trend[t]) / own)
    end
    values[i] = list
  end
  return values
end

-- The trend of the index it is like, in a month or the nearest one that has it.
local function trend_of(like, month)
  return like.trend[math.max(like.first, math.min(month, like.last))]
end

return {
  summary = "trend and departures from it, in interquartile ranges, averaged apart",
  source = "Cabinet Office of Japan (ESRI), indexes of business conditions",
  chain = "symmetric", like = true, projects = true,
  settings = { window = 60, clip = false },

  combine = function(frame, settings, like)
    local ranges <const> = frame_.keep_spread(frame, function(item)
      return step.iqr(item.x, 1, item.last)
    end, "range between the quartiles")
    local taken <const>, trends <const> = taken_apart(frame, ranges, settings.window, settings.clip)
    local range <const>, weights <const> = weigh.means(frame, taken, ranges)
    local combined <const> = weigh.months(frame, values_of(frame, taken, trends, ranges, range, like),
      nil, weights)
    local trend <const> = weigh.sums(frame, taken, trends)
    combined.rest = like and {}
    for t = frame.first, frame.last do
      trend[t] = trend[t] / weights[t]
      if like then
        local theirs <const> = trend_of(like, frame.from + t - 1)
        combined.rest[t], combined.sums[t] = theirs, combined.sums[t] + theirs
      end
    end
    combined.raw, combined.trend = combined.sums, trend
    combined.ranges, combined.range, combined.taken, combined.trends = ranges, range, taken, trends
    return combined
  end,
}
