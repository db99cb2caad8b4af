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

-- Departures from the trend, and trends, by component; false where there is no change.
local function taken_apart(frame, ranges, window, clip)
  local departures <const>, trends <const>, taken <const> = {}, {}, {}
  for i, item in ipairs(frame.items) do
    local x <const> = clip and clipped(item.x, clip * ranges[i]) or item.x
    local mean <const> = step.trailing_mean(x, window)
    local z <const>, trend <const> = {}, {}
    taken[i] = x
    for t = 1, frame.n do
      if x[t] then
        z[t], trend[t] = (x[t] - mean[t]) / ranges[i], mean[t]
      else
        z[t], trend[t] = false, false
      end
    end
    departures[i], trends[i] = z, trend
  end
  return departures, trends, taken
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
    local departures <const>, trends <const>, taken <const> = taken_apart(frame, ranges,
      settings.window, settings.clip)
    local range <const> = weigh.means(frame, departures, ranges)
    local combined <const>, trend <const> = weigh.months(frame, departures),
      weigh.months(frame, trends)
    local sums <const>, rest <const> = {}, like and {} or nil
    for t = frame.first, frame.last do
      local theirs <const> = like and trend_of(like, frame.from + t - 1)
      sums[t] = range[t] * combined.sums[t] + (theirs or trend.sums[t])
      if rest then
        rest[t] = theirs
      end
    end
    for i, parts in ipairs(combined.parts) do
      local own <const> = trend.parts[i]
      for t = frame.first, frame.last do
        local z <const> = parts[t]
        parts[t] = z and range[t] * z + (like and 0.0 or own[t])
      end
    end
    combined.sums, combined.rest, combined.raw, combined.trend = sums, rest, sums, trend.sums
    combined.ranges, combined.range, combined.taken, combined.trends = ranges, range, taken, trends
    return combined
  end,
}
