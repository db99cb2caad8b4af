--- The rules that come with the program: the sentences of market commentary, as data. Sites and
--- scripts add to them or replace them. Which of them may speak, a script says: `article:tell`.

local rule <const> = require "ingot.rule"

-- ---- of a whole ----

rule.define "lead" {
  summary = "a level with its changes on the period and the year before",
  of = "whole", weight = 10, when = "abs(level) >= 0 and sided == 0 and period_kind in {'month', 'quarter', 'half'}",
  say = {
    en = "{metric}[ of {product}] came to {level} in {period}[, {mom:change} {step} "
      .. "{mom|yoy:but} {yoy:change} YoY|, {mom:change} {step}|, {yoy:change} YoY].",
    zh = "{period}[{product}]{metric}为{level}[，{step}{mom:change}，{mom|yoy:but}同比{yoy:change}"
      .. "|，{step}{mom:change}|，同比{yoy:change}]。",
  },
}
rule.define "lead_year" {
  summary = "a level of a year or a span of months with its change on a year before",
  of = "whole", weight = 10, when = "abs(level) >= 0 and sided == 0 and period_kind in {'year', 'range'}",
  say = {
    en = "{metric}[ of {product}] came to {level} in {period}[, {yoy:change} YoY from {base}].",
    zh = "{period}[{product}]{metric}为{level}[，较上年同期的{base}{yoy:change}]。",
  },
}
rule.define "year_on_year" {
  summary = "a level of any period with its change on a year before",
  of = "whole", weight = 10, when = "level >= 0 and sided == 0",
  say = {
    en = { "{metric}[ of {product}] came to {level} in {period}[, {yoy:change} YoY].",
      "In {period} they totaled {level}[, {yoy:change} YoY]." },
    zh = { "{period}[{product}]{metric}为{level}[，同比{yoy:change}]。",
      "{period}合计{level}[，同比{yoy:change}]。" },
  },
}
rule.define "ytd" {
  summary = "January to the period's end, against the same months a year before",
  of = "whole", weight = 9,
  when = "ytd >= 0 and sided == 0 and month < 12 and (period_kind == 'month' and month > 1"
    .. " or period_kind == 'quarter' and month > 3)",
  say = {
    en = "Cumulative {metric} over {ytd.period} totaled {ytd}"
      .. "[, {ytd_yoy:change} from {ytd.base} in the same months a year earlier].",
    zh = "{ytd.period}累计{metric}{ytd}[，较上年同期的{ytd.base}{ytd_yoy:change}]。",
  },
}
rule.define "full_year" {
  summary = "the whole year, at the end of it",
  of = "whole", weight = 9,
  when = "ytd >= 0 and sided == 0 and month == 12 and period_kind ~= 'year' and unit == 't'",
  say = {
    en = "Full-year {metric} in {ytd.period} totaled {ytd:wan1}"
      .. "[, {ytd_yoy:change} YoY from {ytd.base:wan1} in {ytd.base.period}].",
    zh = "{ytd.period}全年{metric}{ytd:wan1}[，较{ytd.base.period}的{ytd.base:wan1}{ytd_yoy:change}]。",
  },
}
rule.define "net" {
  summary = "a balance, by the side of zero it is on",
  of = "whole", weight = 8, when = "sided == 1 and abs(level) >= 0",
  say = {
    en = "{level:side}[ of {product}] reached {level:amount} in {period}"
      .. "[; they {mom:rise} {step}{mom:by:percent1} {mom|yoy:but} {yoy:rise} YoY{yoy:by}"
      .. "|[; they {mom:rise} {step}{mom:by:percent1}"
      .. "|, after {before:side} of {before:amount} in {before.period}]"
      .. "[, and {yoy:rise} YoY{yoy:by}"
      .. "|, against {base:side} of {base:amount} in {base.period}]].",
    zh = "{period}[{product}]{level:side}{level:amount}"
      .. "[，{step}{mom:rise}{mom:by:percent1}，{mom|yoy:but}同比{yoy:rise}{yoy:by}"
      .. "|[，{step}{mom:rise}{mom:by:percent1}|，{before.period}为{before:side}{before:amount}]"
      .. "[，同比{yoy:rise}{yoy:by}|，{base.period}为{base:side}{base:amount}]]。",
  },
}
rule.define "net_ytd" {
  summary = "a balance from January to the period's end, by the side of zero it is on",
  of = "whole", weight = 7,
  when = "sided == 1 and abs(ytd) >= 0 and month > 1 and period_kind ~= 'year'",
  say = {
    en = "Cumulative {ytd:side} over {ytd.period} came to {ytd:amount}"
      .. "[, a YoY {ytd_yoy:increase} of {ytd_yoy:percent}"
      .. "|, against {ytd.base:side} of {ytd.base:amount} a year earlier].",
    zh = "{ytd.period}累计{ytd:side}{ytd:amount}"
      .. "[，同比{ytd_yoy:rise}{ytd_yoy:by}|，上年同期为{ytd.base:side}{ytd.base:amount}]。",
  },
}
rule.define "concession" {
  summary = "changes on the period and the year before that go opposite ways",
  of = "whole", weight = 4, params = { flat = 0.0005 },
  when = "period_kind in {'month', 'quarter', 'half'}"
    .. " and (mom <= -$flat and yoy >= $flat or mom >= $flat and yoy <= -$flat)",
  say = {
    en = "Although {metric} {mom:moved} {step}{mom:by:percent1}, the level of {level} was still "
      .. "{yoy:change} YoY.",
    zh = "虽然{metric}{step}{mom:moved}{mom:by:percent1}，但{level}的水平仍较上年同期{yoy:change}。",
  },
}
rule.define "comment" {
  summary = "both changes in words, at one decimal",
  of = "whole", weight = 1,
  when = "period_kind in {'month', 'quarter', 'half'} and abs(mom) >= 0 and abs(yoy) >= 0",
  say = {
    en = "On the whole, {metric} {mom:moved} {step}{mom:by:percent1} {mom|yoy:but} "
      .. "{yoy:moved} YoY{yoy:by:percent1}.",
    zh = "总体来看，{metric}{step}{mom:moved}{mom:by:percent1}，"
      .. "{mom|yoy:but}同比{yoy:moved}{yoy:by:percent1}。",
  },
}

-- ---- of a part ----

rule.define "rank" {
  summary = "a rank and how long it has been held, to a tenth of a tonne",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit == 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level:t1}, {share} of the total"
      .. "[, {diff:change:t1} {step}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，为{level:t1}，占比{share}[，{step}{diff:change:t1}]。",
  },
}
rule.define "rank_kg" {
  summary = "the same, to the kilogram",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit == 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level:t3}, {share} of the total"
      .. "[, {diff:change:t3} {step}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，为{level:t3}，占比{share}[，{step}{diff:change:t3}]。",
  },
}
rule.define "rank_value" {
  summary = "the same, of what is not counted in tonnes",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit ~= 't' and rank >= 1",
  say = {
    en = "{name} ranked {rank:ordinal}{streak:streak} with {level}[, {share} of the total]"
      .. "[, {mom:change} {step}].",
    zh = "{name}[{streak:streak}]排名{rank:ordinal}，为{level}[，占比{share}][，{step}{mom:change}]。",
  },
}
rule.define "source" {
  summary = "what came from one country, and how that moved",
  of = "part", weight = 3, when = "flow == 'import' and dimension == 'partner' and level > 0",
  say = {
    en = { "Imports from {name} were {level:about}[, {mom:change:percent2} {step}[{mom|before.mom:again}]], "
        .. "{share} of the total.",
      "Those from {name} were {level:about}[, {mom:change:percent2} {step}[{mom|before.mom:again}]], "
        .. "{share} of the total." },
    zh = "自{name}进口{level:about}[，{step}[{mom|before.mom:again}]{mom:change:percent2}]，占比{share}。",
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
  en = { "{name} {mom:moved} {step}{mom:by:percent1} to {LEVEL}.",
    "At {LEVEL}, {name} {mom:moved} {step}{mom:by:percent1}." },
  zh = "{name}{step}{mom:moved}{mom:by:percent1}，至{LEVEL}。",
})
by_unit("sharp_fall", "mom <= -$sharp and level > 0", {
  summary = "a part that fell sharply on the period before", params = { sharp = 0.2 },
  en = { "{name} {mom:moved} {step}{mom:by:percent1} to {LEVEL}.",
    "At {LEVEL}, {name} {mom:moved} {step}{mom:by:percent1}." },
  zh = "{name}{step}{mom:moved}{mom:by:percent1}，至{LEVEL}。",
})
by_unit("from_none", "before == 0 and level > 0 and dimension ~= 'mode'", {
  summary = "a part that had nothing in the period before",
  en = { "{name} came in with {LEVEL}, after none in {before.period}." },
  zh = "{name}{before.period}为零，本期为{LEVEL}。",
})
by_unit("to_none", "level == 0 and before > 0", {
  summary = "a part that has nothing after a period in which it had something",
  en = { "Nothing was recorded for {name}, after {BEFORE} in {before.period}." },
  zh = "{name}由{before.period}的{BEFORE}降为零。",
})
rule.define "mode_added" {
  summary = "a trade mode that had nothing in the period before",
  of = "part", weight = 3, when = "dimension == 'mode' and before == 0 and level > 0 and unit == 't'",
  say = {
    en = "{level:about:t0} by {name} was added in {period}.",
    zh = "{period}新增{name}{level:about:t0}。",
  },
}

rule.define "mode" {
  summary = "a trade mode with its share and how it moved",
  of = "part", weight = "1 + coalesce(share, 0)", when = "dimension == 'mode' and share >= 0.05",
  say = {
    en = { "{name} took {share} with {level:about}[, {mom:change} {step}].",
      "{name}, with {level:about}, made up {share}[, {mom:change} {step}]." },
    zh = "{name}{level:about}，占比{share}[，{step}{mom:change}]。",
  },
}

-- ---- of parts together ----

rule.define "structure" {
  summary = "what a whole is made of: two parts with their shares",
  of = "group", weight = 5, when = "members == 2 and share >= 0 and dimension == 'hs'",
  say = {
    en = "{metric} of {first.name} reached {first.level}, accounting for {first.level.share} of the "
      .. "total, while {second.name} stood at {second.level}, {second.level:only}{second.level.share}.",
    zh = "其中{first.name}{first.level}，占比{first.level.share}；{second.name}{second.level}，"
      .. "占比{second.level:only}{second.level.share}。",
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
    en = "While {names} together {diff:rise} {step}{diff:by:t0}, all others "
      .. "{rest.diff:rise}{rest.diff:by:t0}, which turned the total.",
    zh = "{names}合计{step}{diff:rise}{diff:by:t0}，而其余合计{rest.diff:rise}{rest.diff:by:t0}，"
      .. "扭转了总量走势。",
  },
}
rule.define "sources" {
  summary = "the countries that imports come from",
  of = "group", weight = 4, when = "members >= 2 and flow == 'import' and dimension == 'partner' and rest_level > 0",
  say = {
    en = "The main sources were {names:commas}, and other countries and regions.",
    zh = "主要来源为{names:commas}等国家和地区。",
  },
}
rule.define "sources_all" {
  summary = "the same, where there are no others",
  of = "group", weight = 4, when = "flow == 'import' and dimension == 'partner' and level == whole_level",
  say = { en = "All of it came from {names}.", zh = "全部来自{names}。" },
}
rule.define "destinations" {
  summary = "the countries that exports go to",
  of = "group", weight = 4, when = "members >= 2 and flow == 'export' and dimension == 'partner' and rest_level > 0",
  say = {
    en = "The main destinations were {names:commas}, and other countries and regions.",
    zh = "主要目的地为{names:commas}等国家和地区。",
  },
}
rule.define "re_import" {
  summary = "what comes from a country directly, and by way of it: { country, China } of imports",
  of = "group", weight = 4,
  when = "flow == 'import' and members == 2 and last_member == 'China'",
  say = {
    en = "Direct imports from {first.name} ({first.level}) and re-imports of Chinese origin "
      .. "({last.level}) add up to {level}, {share:percent2} of the total.",
    zh = "自{first.name}直接进口的{first.level}与原产于中国的复进口{last.level}合计{level}，"
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
    each = { en = "{name} ([{yoy:change} YoY|no base])", zh = "{name}（[同比{yoy:change}|无基数]）" },
  }
end

clause("class_leading", "leading", 3.8, "The leaders dominated: {names} made up {share:over} of the total.",
  "{names}占据主导，合计占比{share:over}。")
clause("class_low_base", "low-base fast", 3.7, "From a low base, growth was rapid in {list}.",
  "低基数地区快速增长：{list}。")
clause("class_pulling_back", "pulling back", 3.6, "Some pulled back: {list}.", "部分地区回落：{list}。")
clause("class_new", "new", 3.5, "New against a year earlier: {names}.", "与上年同期相比，新增{names}。")
clause("class_lapsed", "lapsed", 3.4, "Nothing more was recorded for {names}.", "{names}已无记录。")
clause("class_stable", "stable", 3.3, "Little changed on a year earlier: {list}.", "与上年同期基本持平：{list}。")
clause("class_growing", "growing", 3.2, "Growth elsewhere: {list}.", "其余增长的有{list}。")
clause("class_declining", "declining", 3.1, "Declines elsewhere: {list}.", "其余下降的有{list}。")

return rule
