--- Rules of a part: its place among others, its share, how it moved.

local rule <const> = require "ingot.rule"

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
rule.define "rank_year" {
  summary = "a rank in a year with its growth; those behind the first with a digit more",
  of = "part", weight = "2 + coalesce(share, 0)", when = "unit == 't' and rank >= 1",
  say = {
    en = { "{name} ranked {rank:ordinal} with {level}, or {share:percent2} of the total"
        .. "[, {yoy:change} {yoy:step}].",
      "{name} was {rank:ordinal} with {level:wan3}, or {share:percent2} of the total"
        .. "[, {yoy:change} {yoy:step}]." },
    zh = { "{name}排名{rank:ordinal}，{metric}为{level}，占比{share:percent2}[，同比{yoy:change}]。",
      "{name}居{rank:ordinal}，{metric}为{level:wan3}，占比{share:percent2}[，同比{yoy:change}]。" },
  },
}
rule.define "component" {
  summary = "a code or heading of a product with its share and how it moved",
  of = "part", weight = "2 + coalesce(share, 0)",
  when = "dimension == 'hs' and level > 0 and share < 1",
  say = {
    en = { "{metric} of {name} [{mom:moved} {mom:step} to|came to] {level}, "
        .. "or {level:only}{share} of the total.",
      "Those of {name} [{mom:moved} {mom:step} to|came to] {level}, or {level:only}{share} of the total." },
    zh = "{name}{metric}为{level}[，环比{mom:moved}]，占比{level:only}{share}。",
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
by_unit("mover", "before > 0 and level > 0 and abs(mom) >= $flat", {
  summary = "a part with its change on the period before, however large", params = { flat = 0.0005 },
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

return rule
