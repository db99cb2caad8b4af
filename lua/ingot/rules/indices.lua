--- Rules of indices: the level, the change in points, and the zone where one is proven.

local rule <const> = require "ingot.rule"

rule.define "index" {
  summary = "an index, its change in points and its zone",
  of = "index", weight = 10, params = { flat = 0.05 },
  when = "abs(level) >= 0 and coalesce(abs(change), 1) >= $flat",
  say = {
    en = 'The {metric} recorded {level}[, an {change:increase} of {change:amount}][, and {held} the '
      .. '"{zone}" range].',
    zh = "{metric}为{level}[，{step}{change:change}][，{held}“{zone}”区间]。",
  },
}
rule.define "index_flat" {
  summary = "an index that did not move, and its zone",
  of = "index", weight = 10, params = { flat = 0.05 }, when = "abs(change) < $flat",
  say = {
    en = 'The {metric} was unchanged at {level}[, and {held} the "{zone}" range].',
    zh = "{metric}为{level}，{step}持平[，{held}“{zone}”区间]。",
  },
}

return rule
