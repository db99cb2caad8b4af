--- A diffusion index: the share of components that rise, those that stay counting half (Moore 1950).
---
---     I_t = 100 (up + ½ flat) / n, over `span` months
---
--- It stands at 50 where as many rise as fall; it has no base.

local weigh <const> = require "ingot.index.weigh"

-- 1 for a rise over so many months, 0 for a fall, ½ for neither; times the sign of the component.
local function scores(item, span)
  local x <const>, values <const> = {}, item.values
  for t = 1, #values do
    local now <const>, before <const> = values[t], t > span and values[t - span]
    local rise <const> = now and before and item.sign * (now - before)
    x[t] = rise and (rise > 0 and 1.0 or rise < 0 and 0.0 or 0.5)
  end
  return x
end

return {
  summary = "the share of components that rise, in per cent; flat ones count half",
  source = "Moore (1950), NBER Occasional Paper 31",
  like = false, projects = false,
  settings = { span = 1 },

  prepare = function(frame, settings)
    for _, item in ipairs(frame.items) do
      item.x = scores(item, settings.span)
    end
  end,

  combine = function(frame)
    local x <const> = {}
    for i, item in ipairs(frame.items) do
      x[i] = item.x
    end
    local combined <const> = weigh.months(frame, x)
    weigh.scale(combined, 100)
    combined.raw = combined.sums
    return combined
  end,
}
