--- Rules of a whole: its level, its changes, its year so far, its balance.

local rule <const> = require "ingot.rule"

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
rule.define "year" {
  summary = "a level of a year, to one decimal of 10,000 t, with its change on the year before",
  of = "whole", weight = 10,
  when = "level >= 0 and sided == 0 and period_kind == 'year' and unit == 't'",
  say = {
    en = "{metric}[ of {product}] totaled {level:wan1} {period:within}"
      .. "[, {yoy:change} YoY from {base:wan1} {base.period:within}].",
    zh = "{period}[{product}]{metric}为{level:wan1}[，较{base.period}的{base:wan1}{yoy:change}]。",
  },
}
rule.define "year_on_year" {
  summary = "a level of any period with its change on a year before",
  of = "whole", weight = 10, when = "(level > 0 or unit ~= 't') and sided == 0",
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
  when = "ytd > 0 and sided == 0 and month < 12 and (period_kind == 'month' and month > 1"
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
  when = "ytd > 0 and sided == 0 and month == 12 and period_kind ~= 'year' and unit == 't'",
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
  summary = "the changes in words, at one decimal",
  of = "whole", weight = 1,
  when = "level ~= 0 and period_kind in {'month', 'quarter', 'half'} and abs(mom) >= 0",
  say = {
    en = "On the whole, {metric} {mom:moved_by:percent1} {mom:step}{mom:basis}[ {mom|yoy:but} "
      .. "{yoy:moved_by:percent1} {yoy:step}].",
    zh = "总体来看，{metric}环比{mom:moved_by:percent1}{mom:basis}["
      .. "，{mom|yoy:but}同比{yoy:moved_by:percent1}]。",
  },
}
rule.define "comment_year" {
  summary = "the change on a year before in words, at one decimal",
  of = "whole", weight = 1, when = "level ~= 0 and period_kind in {'year', 'range'} and abs(yoy) >= 0",
  say = {
    en = "On the whole, {metric} {yoy:moved_by:percent1} {period:within}.",
    zh = "总体来看，{period}{metric}{yoy:moved_by:percent1}。",
  },
}

return rule
