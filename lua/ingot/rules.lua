--- The rules that come with the program: the sentences of market commentary, as data. Sites and
--- scripts add to them or replace them. Which of them may speak, a script says: `article:tell`.

local rule <const> = require "ingot.rule"

-- ---- of a whole ----

rule.define "lead" {
  summary = "a level with its changes on the period and the year before",
  of = "whole", weight = 10,
  when = "(level ~= 0 or unit ~= 't') and sided == 0 and period_kind in {'month', 'quarter', 'half'}",
  say = {
    en = {
      "{metric}[ of {product}] came to {level} {period:within}[, {mom:change} {mom:step}{mom:basis} "
        .. "{mom|yoy:but} {yoy:change} {yoy:step}|, {mom:change} {mom:step}{mom:basis}"
        .. "|, {yoy:change} {yoy:step}].",
      "{metric}[ of {product}] stood at {level} {period:within}[, {mom:change} {mom:step}{mom:basis} "
        .. "{mom|yoy:but} {yoy:change} {yoy:step}|, {mom:change} {mom:step}{mom:basis}"
        .. "|, {yoy:change} {yoy:step}].",
    },
    zh = "{period}[{product}]{metric}为{level}[，环比{mom:change}{mom:basis}，"
      .. "{mom|yoy:but}同比{yoy:change}|，环比{mom:change}{mom:basis}|，同比{yoy:change}]。",
  },
}
rule.define "lead_none" {
  summary = "that there was no trade, after some in the period before",
  of = "whole", weight = 10, when = "level == 0 and before > 0 and unit == 't' and sided == 0"
    .. " and period_kind in {'month', 'quarter', 'half'}",
  say = {
    en = "There were no {metric}[ of {product}] {period:within}, after {before} {before.period:within}.",
    zh = "{period}[{product}]{metric}为零，{before.period}为{before}。",
  },
}
rule.define "lead_still_none" {
  summary = "that there was no trade, nor any known in the period before",
  of = "whole", weight = 10, when = "level == 0 and coalesce(before, 0) == 0 and unit == 't'"
    .. " and sided == 0 and period_kind in {'month', 'quarter', 'half'}",
  say = {
    en = "There were no {metric}[ of {product}] {period:within}.",
    zh = "{period}[{product}]{metric}为零。",
  },
}
rule.define "lead_year" {
  summary = "a level of a year or a span of months with its change on a year before",
  of = "whole", weight = 10, when = "abs(level) >= 0 and sided == 0 and period_kind in {'year', 'range'}",
  say = {
    en = "{metric}[ of {product}] came to {level} {period:within}[, {yoy:change} YoY from {base}].",
    zh = "{period}[{product}]{metric}为{level}[，较{base.period}的{base}{yoy:change}]。",
  },
}
rule.define "year_on_year" {
  summary = "a level of any period with its change on a year before",
  of = "whole", weight = 10, when = "level >= 0 and sided == 0",
  say = {
    en = { "{metric}[ of {product}] came to {level} {period:within}[, {yoy:change} {yoy:step}].",
      "The figure for {period} was {level}[, {yoy:change} {yoy:step}]." },
    zh = { "{period}[{product}]{metric}为{level}[，同比{yoy:change}]。",
      "{period}为{level}[，同比{yoy:change}]。" },
  },
}
rule.define "not_in_data" {
  summary = "a level that the data do not tell",
  of = "whole", weight = 10, when = "is_missing(level) and sided == 0",
  say = {
    en = { "{metric}[ of {product}] in {period} are not in the data.",
      "{metric} in {period} are not there either." },
    zh = { "数据中没有{period}[{product}]{metric}。", "也没有{period}{metric}。" },
  },
}
rule.define "ytd" {
  summary = "January to the period's end, against the same months a year before",
  of = "whole", weight = 9,
  when = "ytd >= 0 and sided == 0 and month < 12 and (period_kind == 'month' and month > 1"
    .. " or period_kind == 'quarter' and month > 3)",
  say = {
    en = "Cumulative {metric} {ytd.period:within} totaled {ytd}"
      .. "[, {ytd_yoy:change} from {ytd.base} in the same period a year earlier].",
    zh = "{ytd.period}累计{metric}为{ytd}[，较上年同期的{ytd.base}{ytd_yoy:change}]。",
  },
}
rule.define "full_year" {
  summary = "the whole year, at the end of it",
  of = "whole", weight = 9,
  when = "ytd >= 0 and sided == 0 and month == 12 and period_kind ~= 'year' and unit == 't'",
  say = {
    en = "Full-year {metric} {ytd.period:within} totaled {ytd:wan1}"
      .. "[, {ytd_yoy:change} YoY from {ytd.base:wan1} {ytd.base.period:within}].",
    zh = "{ytd.period}全年{metric}为{ytd:wan1}[，较{ytd.base.period}的{ytd.base:wan1}{ytd_yoy:change}]。",
  },
}
rule.define "net" {
  summary = "a balance, by the side of zero it is on",
  of = "whole", weight = 8,
  when = "sided == 1 and abs(level) >= 0 and period_kind in {'month', 'quarter', 'half'}",
  say = {
    en = "{level:side}[ of {product}] reached {level:amount} {period:within}"
      .. "[, {mom:growth} {mom:step}{mom:basis}[ {mom|yoy:but} {yoy:growth} {yoy:step}"
      .. "|, against {base|level:sided} {base.period:within}]"
      .. "|, against {before|level:sided} {before.period:within}"
      .. "[ and {base|before:sided} {base.period:within}]"
      .. "|, {yoy:growth} {yoy:step}|, against {base|level:sided} {base.period:within}].",
    zh = "{period}[{product}]{level:side}{level:amount}"
      .. "[，环比{mom:growth}{mom:basis}[，{mom|yoy:but}同比{yoy:growth}"
      .. "|，上年同期为{base|level:sided}]"
      .. "|，{before.period}为{before|level:sided}[，上年同期为{base|before:sided}]"
      .. "|，同比{yoy:growth}|，上年同期为{base|level:sided}]。",
  },
}
rule.define "net_year" {
  summary = "a balance of a year or a span of months, by the side of zero it is on",
  of = "whole", weight = 8,
  when = "sided == 1 and abs(level) >= 0 and period_kind in {'year', 'range'}",
  say = {
    en = "{level:side}[ of {product}] reached {level:amount} {period:within}[, {yoy:growth} {yoy:step}"
      .. "|, against {base|level:sided} {base.period:within}].",
    zh = "{period}[{product}]{level:side}{level:amount}"
      .. "[，同比{yoy:growth}|，{base.period}为{base|level:sided}]。",
  },
}
rule.define "net_ytd" {
  summary = "a balance from January to the period's end, by the side of zero it is on",
  of = "whole", weight = 7,
  when = "sided == 1 and abs(ytd) >= 0 and (month < 12 or unit ~= 't')"
    .. " and (period_kind == 'month' and month > 1 or period_kind == 'quarter' and month > 3)",
  say = {
    en = "Cumulative {ytd:side} {ytd.period:within} totaled {ytd:amount}[, {ytd_yoy:growth} {ytd_yoy:step}"
      .. "|, against {ytd.base|ytd:sided} in the same period a year earlier].",
    zh = "{ytd.period}累计{ytd:side}{ytd:amount}"
      .. "[，同比{ytd_yoy:growth}|，上年同期为{ytd.base|ytd:sided}]。",
  },
}
rule.define "net_full_year" {
  summary = "a balance of the whole year, at the end of it",
  of = "whole", weight = 7,
  when = "sided == 1 and abs(ytd) >= 0 and month == 12 and period_kind ~= 'year' and unit == 't'",
  say = {
    en = "Full-year {ytd:side} {ytd.period:within} totaled {ytd:amount:wan1}[, {ytd_yoy:growth} {ytd_yoy:step}"
      .. "|, against {ytd.base|ytd:sided:wan1} {ytd.base.period:within}].",
    zh = "{ytd.period}全年{ytd:side}{ytd:amount:wan1}"
      .. "[，同比{ytd_yoy:growth}|，{ytd.base.period}为{ytd.base|ytd:sided:wan1}]。",
  },
}
rule.define "concession" {
  summary = "changes on the period and the year before that go opposite ways",
  of = "whole", weight = 4, params = { flat = 0.0005 },
  when = "period_kind in {'month', 'quarter', 'half'}"
    .. " and (mom <= -$flat and yoy >= $flat or mom >= $flat and yoy <= -$flat)",
  say = {
    en = "Although {metric} {mom:moved_by:percent1} {step}{mom:basis} to {level}, that was still "
      .. "{yoy:change} YoY.",
    zh = "虽然{metric}环比{mom:moved_by:percent1}{mom:basis}，但{level}的水平仍较上年同期{yoy:change}。",
  },
}
rule.define "comment" {
  summary = "both changes in words, at one decimal",
  of = "whole", weight = 1,
  when = "period_kind in {'month', 'quarter', 'half'} and abs(mom) >= 0 and abs(yoy) >= 0",
  say = {
    en = "On the whole, {metric} {mom:moved_by:percent1} {mom:step}{mom:basis} {mom|yoy:but} "
      .. "{yoy:moved_by:percent1} {yoy:step}.",
    zh = "总体来看，{metric}环比{mom:moved_by:percent1}{mom:basis}，"
      .. "{mom|yoy:but}同比{yoy:moved_by:percent1}。",
  },
}

-- ---- of a part ----

rule.define "rank" {
  summary = "a rank and how long it has been held, to a tenth of a tonne",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit == 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level:t1}, or {share} of the total"
      .. "[, {diff:change:t1} {step}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，{metric}为{level:t1}，占比{share}"
      .. "[，环比{diff:increase}{diff:by:t1}]。",
  },
}
rule.define "rank_kg" {
  summary = "the same, to the kilogram",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit == 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level:t3}, or {share} of the total"
      .. "[, {diff:change:t3} {step}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，{metric}为{level:t3}，占比{share}"
      .. "[，环比{diff:increase}{diff:by:t3}]。",
  },
}
rule.define "rank_value" {
  summary = "the same, of what is not counted in tonnes",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit ~= 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level}[, or {share} of the total]"
      .. "[, {mom:change} {mom:step}{mom:basis}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，{metric}为{level}[，占比{share}]"
      .. "[，环比{mom:change}{mom:basis}]。",
  },
}
rule.define "source" {
  summary = "what came from one country, and how that moved",
  of = "part", weight = 3,
  when = "flow == 'import' and dimension == 'partner' and level > 0 and member ~= 'China'",
  say = {
    en = { "Imports from {name} were {level:about}, or {share} of the total"
        .. "[,[{mom|before.mom:again}] {mom:change:percent2} {mom:step}{mom:basis}].",
      "Those from {name} were {level:about}, or {share} of the total"
        .. "[,[{mom|before.mom:again}] {mom:change:percent2} {mom:step}{mom:basis}]." },
    zh = "自{name}进口{level:about}，占比{share}"
      .. "[，环比[{mom|before.mom:again}]{mom:change:percent2}{mom:basis}]。",
  },
}
rule.define "returned" {
  summary = "what left China and came back, which its customs list as imports from China",
  of = "part", weight = 3,
  when = "flow == 'import' and dimension == 'partner' and level > 0 and member == 'China'",
  say = {
    en = "Re-imports of Chinese origin were {level:about}, or {share} of the total"
      .. "[,[{mom|before.mom:again}] {mom:change:percent2} {mom:step}{mom:basis}].",
    zh = "原产于中国的复进口{level:about}，占比{share}"
      .. "[，环比[{mom|before.mom:again}]{mom:change:percent2}{mom:basis}]。",
  },
}

-- A rule in two: of what is counted in tonnes, to the tonne, and of the rest as it is shown; LEVEL in
-- its sentences becomes `level:t0` or `level`, and so does BEFORE.
local function by_unit(name, when, definition)
  local function with(suffix, equal, display)
    local function said(text)
      return (text:gsub("LEVEL", "level" .. display):gsub("BEFORE", "before" .. display))
    end
    local en <const> = {}
    for i, variant in ipairs(definition.en) do
      en[i] = said(variant)
    end
    rule.define(name .. suffix) {
      summary = definition.summary, params = definition.params, of = "part", weight = 3,
      when = ("unit %s 't' and %s"):format(equal, when), say = { en = en, zh = said(definition.zh) },
    }
  end
  with("", "==", ":t0")
  with("_value", "~=", "")
end

by_unit("sharp_rise", "mom >= $sharp", {
  summary = "a part that rose sharply on the period before", params = { sharp = 0.2 },
  en = { "{part} {mom:moved_by:percent1} {step}{mom:basis} to {LEVEL}.",
    "At {LEVEL}, {part} {mom:moved_by:percent1} {step}{mom:basis}." },
  zh = "{part}环比{mom:moved_by:percent1}{mom:basis}，至{LEVEL}。",
})
by_unit("sharp_fall", "mom <= -$sharp and level > 0", {
  summary = "a part that fell sharply on the period before", params = { sharp = 0.2 },
  en = { "{part} {mom:moved_by:percent1} {step}{mom:basis} to {LEVEL}.",
    "At {LEVEL}, {part} {mom:moved_by:percent1} {step}{mom:basis}." },
  zh = "{part}环比{mom:moved_by:percent1}{mom:basis}，至{LEVEL}。",
})
by_unit("from_none", "before == 0 and level > 0 and dimension ~= 'mode'", {
  summary = "a part that had nothing in the period before",
  en = { "{part} came to {LEVEL}, after none {before.period:within}." },
  zh = "{part}由{before.period}的零增至{LEVEL}。",
})
by_unit("to_none", "level == 0 and before > 0", {
  summary = "a part that has nothing after a period in which it had something",
  en = { "Nothing was recorded for {name}, after {BEFORE} {before.period:within}." },
  zh = "{part}由{before.period}的{BEFORE}降为零。",
})
rule.define "mode_added" {
  summary = "a trade mode that had nothing in the period before",
  of = "part", weight = 3, when = "dimension == 'mode' and before == 0 and level > 0 and unit == 't'",
  say = {
    en = "{level:about:t0} of {name} was added {period:within}.",
    zh = "{period}新增{name}{level:about:t0}。",
  },
}

rule.define "mode" {
  summary = "a trade mode with its share and how it moved",
  of = "part", weight = "1 + coalesce(share, 0)", when = "dimension == 'mode' and share >= 0.05",
  say = {
    en = { "{name} accounted for {share} of the total, with {level:about}"
        .. "[, {mom:change} {mom:step}{mom:basis}].",
      "{name} made up {share}, with {level:about}[, {mom:change} {mom:step}{mom:basis}]." },
    zh = "{part}{level:about}，占比{share}[，环比{mom:change}{mom:basis}]。",
  },
}

-- ---- of parts together ----

rule.define "structure" {
  summary = "what a whole is made of: two parts with their shares",
  of = "group", weight = 5, when = "members == 2 and share >= 0 and dimension == 'hs'",
  say = {
    en = "{metric} of {first.name} reached {first.level}, accounting for "
      .. "{first.level:only}{first.level.share} of the total, while {second.name} stood at "
      .. "{second.level}, making up {second.level:only}{second.level.share}.",
    zh = "其中，{first.name}{metric}为{first.level}，占比{first.level:only}{first.level.share}；"
      .. "{second.name}{metric}为{second.level}，占比{second.level:only}{second.level.share}。",
  },
}
rule.define "pair" {
  summary = "the share of parts together, cut to tens",
  of = "group", weight = 2, params = { least = 0.3 },
  when = "members >= 2 and share >= $least and share < 1 and dimension ~= 'hs'",
  say = {
    en = "Together, {names} made up {share:over} of the total.",
    zh = "{names}合计占比{share:over}。",
  },
}
rule.define "others_turn" {
  summary = "the parts named went one way, the others turned the total the other way",
  of = "group", weight = 6,
  when = "members >= 2 and unit == 't' and (whole_diff < 0 and diff > 0 and rest_diff < 0"
    .. " or whole_diff > 0 and diff < 0 and rest_diff > 0)",
  say = {
    en = "While {part} together {diff:rise}{diff:by:t0} {step}, the rest {rest.diff:rise}"
      .. "{rest.diff:by:t0}, so that the total {whole.diff:rise}.",
    zh = "{part}合计环比{diff:increase}{diff:by:t0}，但其余合计{rest.diff:increase}"
      .. "{rest.diff:by:t0}，总量因此{whole.diff:increase}。",
  },
}
rule.define "sources" {
  summary = "the countries that imports come from",
  of = "group", weight = 4, when = "members >= 2 and flow == 'import' and dimension == 'partner' and rest_level > 0",
  say = {
    en = "The main sources were {names:commas}, and other countries and regions.",
    zh = "进口主要来自{names:commas}等国家和地区。",
  },
}
rule.define "sources_all" {
  summary = "the same, where there are no others",
  of = "group", weight = 4, when = "flow == 'import' and dimension == 'partner' and level == whole_level",
  say = { en = "All imports came from {names}.", zh = "进口全部来自{names}。" },
}
rule.define "destinations" {
  summary = "the countries that exports go to",
  of = "group", weight = 4, when = "members >= 2 and flow == 'export' and dimension == 'partner' and rest_level > 0",
  say = {
    en = "The main destinations were {names:commas}, and other countries and regions.",
    zh = "出口主要目的地为{names:commas}等国家和地区。",
  },
}
rule.define "re_import" {
  summary = "what comes from a country directly, and by way of it: { country, China } of imports",
  of = "group", weight = 4,
  when = "flow == 'import' and members == 2 and last_member == 'China'",
  say = {
    en = "Direct imports from {first.name} ({first.level}) and re-imports of Chinese origin "
      .. "({last.level}) add up to {level}, or {share:percent2} of the total.",
    zh = "自{first.name}直接进口{first.level}，加上原产于中国的复进口{last.level}，合计{level}，"
      .. "占比{share:percent2}。",
  },
}

-- ---- of the classes of growth: one clause for each that has members ----

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

return rule
