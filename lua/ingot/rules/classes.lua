--- Rules of the classes of growth: one clause for each that has members.

local rule <const> = require "ingot.rule"

-- A clause: which class, how it weighs, and the words; the members with their growth are {list}.
local function clause(name, class, weight, en, zh)
  rule.define(name) {
    summary = ("members of the growth class '%s'"):format(class),
    of = "class", weight = weight,
    when = ("class == '%s'"):format(class), say = { en = en, zh = zh },
    each = { en = "{name} ([{yoy:change} {yoy:step}|no base])", zh = "{name}（[同比{yoy:change}|无可比基数]）" },
  }
end

clause("class_leading", "leading", 3.8, "{names} led, with {share:over} of the total.",
  "{names}占据主导，占比{share:over}。")
clause("class_low_base", "low-base fast", 3.7, "From a low base, growth was rapid in {list}.",
  "低基数快速增长的有{list}。")
clause("class_pulling_back", "pulling back", 3.6, "A pullback was seen in {list}.", "回落的有{list}。")
clause("class_new", "new", 3.5, "New compared with a year earlier: {names}.", "与上年同期相比，新增{names}。")
clause("class_lapsed", "lapsed", 3.4, "Unlike a year earlier, nothing was recorded for {names}.",
  "与上年同期相比，{names}已无记录。")
clause("class_stable", "stable", 3.3, "Little changed from a year earlier: {list}.",
  "与上年同期基本持平的有{list}。")
clause("class_growing", "growing", 3.2, "Elsewhere, growth was seen in {list}.", "其余增长的有{list}。")
clause("class_declining", "declining", 3.1, "Declines were seen in {list}.",
  "其余下降的有{list}。")
clause("class_unknown", "unknown", 3.05,
  "For {names:cut6}, there is no year earlier to compare with.", "{names:cut6}无上年同期数据可比。")

return rule
