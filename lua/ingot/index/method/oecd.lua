--- A leading indicator in the style of the OECD (System of Composite Leading Indicators, 2012): each
--- component's cycle between one and ten years, in units of its mean size around 100; the chained
--- mean of those. It follows the cycle, not the level, of activity.
---
---     c = x − HP trend (λ = 133107.94)    s = HP trend of c (λ = 13.93)
---     y = (s − mean s) / mean|s − mean s| + 100    I_t = I_t−1 Σ w y_t / Σ w y_t−1
---
--- A month needs more than 60 % of the weight. Gaps within a component are filled by straight lines,
--- as the filter needs every month, and noted.

local frame_ <const> = require "ingot.index.frame"
local hp <const> = require "ingot.index.hp"
local step <const> = require "ingot.index.step"
local weigh <const> = require "ingot.index.weigh"

-- The values of a component without gaps, from its first month on.
local function filled(frame, item)
  local values <const>, known = {}, item.first
  if item.last - item.first + 1 == item.n then
    return table.move(item.values, item.first, item.last, 1, values)
  end
  for t = item.first, item.last do
    local x <const> = item.values[t]
    if x then
      for gap = known + 1, t - 1 do
        local before <const> = item.values[known]
        values[gap - item.first + 1] = before + (x - before) * (gap - known) / (t - known)
      end
      if t > known + 1 then
        frame_.note(frame, item.name, known + 1, ("is filled by a straight line from %s to %s"):format(
          frame_.month(frame, known + 1), frame_.month(frame, t - 1)))
      end
      values[t - item.first + 1], known = x, t
    end
  end
  return values
end

-- The cycle of a component around 100, by month of the frame.
local function normalised(frame, item, factors)
  local values <const> = filled(frame, item)
  local cycle <const> = hp.cycle(values, factors(#values, "trend"))
  local smooth <const> = hp.trend(cycle, factors(#values, "smooth"))
  local middle <const> = step.mean(smooth)
  for i = 1, #smooth do
    smooth[i] = item.sign * (smooth[i] - middle)
  end
  local size <const>, before <const> = step.mean_absolute(smooth), item.first - 1
  local y <const> = {}
  for t = 1, frame.n do
    local x <const> = smooth[t - before]
    y[t] = x and size > 0 and x / size + 100 or false
  end
  return y, size
end

-- Filters by length, made once for all components.
local function kept_factors(settings)
  local kept <const> = { trend = {}, smooth = {} }
  return function(n, which)
    kept[which][n] = kept[which][n] or hp.factors(n, settings[which])
    return kept[which][n]
  end
end

return {
  summary = "cycles of one to ten years by Hodrick-Prescott filters, chained with equal sizes",
  source = "OECD System of Composite Leading Indicators (2012)",
  chain = "ratio", like = false, projects = false,
  settings = { trend = 133107.94, smooth = 13.93 },

  -- Replaces the changes of components by those of their cycles.
  prepare = function(frame, settings)
    local factors <const> = kept_factors(settings)
    for _, item in ipairs(frame.items) do
      item.y, item.size = normalised(frame, item, factors)
      item.x = step.change.difference(item.y)
    end
    frame_.keep_spread(frame, function(item) return item.size end, "cycle")
  end,

  -- Growth is 100 Σ w (y_t − y_t−1) / Σ w y_t−1, over the components that have both.
  combine = function(frame)
    local changes <const>, cycles <const> = {}, {}
    for i, item in ipairs(frame.items) do
      changes[i], cycles[i] = item.x, item.y
    end
    local base <const> = weigh.sums(frame, changes, cycles, 1)
    for t = frame.first, frame.last do
      base[t] = base[t] / 100
    end
    local combined <const> = weigh.months(frame, changes, nil, base)
    combined.raw = combined.sums
    return combined
  end,
}
