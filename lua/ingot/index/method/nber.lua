--- The index of the NBER as Chinese institutes publish it (Shiskin 1961): changes divided by their
--- mean absolute value, weighted; the sum divided by how much it moves compared with that of the
--- coincident index.
---
---     C_t = 200 (x_t − x_t−1) / (x_t + x_t−1)    S_t = C_t / mean|C|    R_t = Σ w S_t / Σ w
---     F = mean|R| / mean|R of the coincident|    V_t = R_t / F    I_t = I_t−1 (200 + V_t) / (200 − V_t)
---
--- With `opening = 6` the means behind F have one more month, the first of all, which has no change:
--- its R is the mean of the next six, as some programs have it.

local frame_ <const> = require "ingot.index.frame"
local step <const> = require "ingot.index.step"
local weigh <const> = require "ingot.index.weigh"

-- Growth with the month before the first, as the mean of the next ones, when that was asked for.
local function opened(frame, raw, opening)
  local list <const> = {}
  for t = frame.first, frame.last do
    list[t] = raw[t]
  end
  if opening then
    list[frame.first - 1] = step.mean(raw, frame.first, math.min(frame.first + opening - 1, frame.last))
  end
  return list
end

return {
  summary = "changes over their mean size, weighted; scaled to the coincident index",
  source = "Shiskin (1961); as Chinese institutes publish climate indices",
  chain = "symmetric", like = true, projects = true, settings = { opening = false },

  combine = function(frame, settings, like)
    local sizes <const> = frame_.keep_spread(frame, function(item)
      return step.mean_absolute(item.x, 1, item.last)
    end, "mean size")
    local scaled <const>, factors <const> = {}, {}
    for i, item in ipairs(frame.items) do
      scaled[i], factors[i] = {}, item.weight / sizes[i]
      for t = frame.first, frame.last do
        scaled[i][t] = item.x[t] and item.x[t] / sizes[i]
      end
    end
    local combined <const> = weigh.months(frame, scaled)
    local raw <const> = opened(frame, combined.sums, settings.opening)
    if like then
      local own <const>, other <const> = weigh.common(raw, frame.from - 1, like, step.mean_absolute)
      if not own then
        frame_.fail(frame, "it has no month together with the index it is like")
      end
      weigh.scale(combined, other / own)
      combined.scale = other / own
    end
    combined.raw, combined.factors = raw, factors
    return combined
  end,
}
