--- Rules of parts together: what a whole is made of, who leads, who turns it.

local rule <const> = require "ingot.rule"

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
rule.define "made_of" {
  summary = "the codes or headings of a product with their levels and shares",
  of = "group", weight = 5, when = "members >= 2 and share > 0 and dimension == 'hs'",
  each = { en = "{level} of {name} ({level.share:percent0})", zh = "{name}{level}（占{level.share:percent0}）" },
  say = {
    en = { "{metric} in {period} included {list}.", "Those of {period} comprised {list}." },
    zh = "{period}{metric}包括{list}。",
  },
}
rule.define "drivers" {
  summary = "what parts contributed to the growth of the whole on a year before",
  of = "group", weight = 1.5,
  when = "members >= 2 and abs(whole_yoy) >= 0 and abs(yoy_diff) > 0",
  each = { en = "{contribution} to {name}", zh = "{name}{contribution}" },
  say = {
    en = "The YoY change of the total, {whole.yoy}, owes {list}[, its {names|whole.yoy:engine}].",
    zh = "对总量同比增速（{whole.yoy}）的贡献：{list}[，为{names|whole.yoy:engine}]。",
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

-- A rule in two: of one part named, and of several, which moved together.
local function others_turn(suffix, members, en, zh)
  rule.define("others_turn" .. suffix) {
    summary = "the parts named went one way, the others turned the total the other way",
    of = "group", weight = 6,
    when = members .. " and unit == 't' and (whole_diff < 0 and diff > 0 and rest_diff < 0"
      .. " or whole_diff > 0 and diff < 0 and rest_diff > 0)",
    say = {
      en = "While {part}" .. en .. " {diff:rise}{diff:by:t0} {step}, the rest {rest.diff:rise}"
        .. "{rest.diff:by:t0}, so that the total {whole.diff:rise}.",
      zh = "{part}" .. zh .. "环比{diff:increase}{diff:by:t0}，但其余合计{rest.diff:increase}"
        .. "{rest.diff:by:t0}，总量因此{whole.diff:increase}。",
    },
  }
end

others_turn("", "members >= 2", " together", "合计")
others_turn("_one", "members == 1", "", "")

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

return rule
