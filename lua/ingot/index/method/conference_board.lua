--- The index of The Conference Board (Business Cycle Indicators Handbook, 2001, "Calculating the
--- composite indexes"): changes times factors that give each component the same standard deviation
--- and add up to one; the mean growth set to that of the coincident index. Not standardised a second
--- time, which ended in 2001.
---
---     x_t symmetric change    r = (1/sd) / Σ (1/sd)    i_t = Σ r x_t
---     i′_t = i_t + (mean i of the coincident − mean i)    I_t = I_t−1 (200 + i′_t) / (200 − i′_t)
---
--- A weight multiplies 1/sd; The Conference Board has none.

local frame_ <const> = require "ingot.index.frame"
local step <const> = require "ingot.index.step"
local weigh <const> = require "ingot.index.weigh"

return {
  summary = "changes over their standard deviation; mean growth of the coincident index",
  source = "The Conference Board, Business Cycle Indicators Handbook (2001)",
  chain = "symmetric", like = true, projects = true, order = 2,

  combine = function(frame, _, like)
    local sizes <const> = frame_.keep_spread(frame, function(item)
      return step.sd(item.x, 1, item.last)
    end, "standard deviation")
    local factors <const>, x <const> = {}, {}
    for i, item in ipairs(frame.items) do
      factors[i], x[i] = item.weight / sizes[i], item.x
    end
    local whole <const> = step.sum(factors)
    for i in ipairs(factors) do
      factors[i] = factors[i] / whole
    end
    local combined <const> = weigh.months(frame, x, factors)
    combined.raw, combined.factors = combined.sums, factors
    if not like then
      return combined
    end
    local own <const>, other <const> = weigh.common(combined.sums, frame.from - 1, like, step.mean)
    if not own then
      frame_.fail(frame, "it has no month together with the index it is like")
    end
    local shifted <const>, rest <const> = {}, {}
    for t = frame.first, frame.last do
      shifted[t], rest[t] = combined.sums[t] + (other - own), other - own
    end
    combined.sums, combined.rest = shifted, rest
    return combined
  end,
}
