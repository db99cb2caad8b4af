--- The classes that come with the program. Sites and scripts add to them or replace them.

local class <const> = require "ingot.class"

class.define "growth" {
  summary = "members by size and growth on a year before",
  params = {
    few = 2, most = 0.6,        -- leading: so many at least, and until that share is reached
    low = 0.01, fast = 1,       -- low-base fast: a share below, a growth from
    fall = -0.05,               -- pulling back: a growth to
    still = 0.05,               -- stable: a change below
  },
  zh = {
    leading = "领先", ["low-base fast"] = "低基数快速增长", ["pulling back"] = "回落", new = "新增",
    lapsed = "中断", stable = "平稳", growing = "增长", declining = "下降",
  },
  { "leading", "level > 0 and (rank <= $few or cumulative_before < $most)" },
  { "low-base fast", "share_year_ago < $low and yoy >= $fast" },
  { "pulling back", "yoy <= $fall and share_year_ago >= $low" },
  { "new", "base == 0 and level > 0" },
  { "lapsed", "level == 0 and base > 0" },
  { "stable", "abs(yoy) < $still" },
  { "growing", "yoy > 0" },
  { "declining", "yoy < 0" },
}

return class
