-- Exports of aluminum wire and cable by province: who leads, who grows from a low base, who pulls
-- back; each province with its class.
--   ingot run scripts/regions_and_classes.lua --set period=2025
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = ingot.option("product", "wire_cable") }
local total   = cable:measure("exports", period)

local provinces = cable:by "province"
local classes   = provinces:classes("growth", "exports", period)

local article = ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = cable.product },
  title = {
    en = "Leading and emerging provinces: exports of {product}, {period}",
    zh = "{period}{product}出口：领先省份与新兴省份",
  },
}

article:say(period.kind == "year" and {
  en = "Exports of {product} totaled {total:wan1} in {period}"
    .. "[, {total.yoy:change} YoY from {total.base:wan1} in {total.base.period}].",
  zh = "{period}{product}出口{total:wan1}[，较{total.base.period}的{total.base:wan1}{total.yoy:change}]。",
} or {
  en = "Exports of {product} totaled {total} {period:within}"
    .. "[, {total.yoy:change} YoY from {total.base} {total.base.period:within}].",
  zh = "{period}{product}出口{total}[，较{total.base.period}的{total.base}{total.yoy:change}]。",
})
article:say({
  en = "{name} ranked {exports.rank:ordinal} with {exports}, or {exports.share:percent2} of the "
    .. "total[, {exports.yoy:change} {exports.yoy:step}].",
  zh = "{name}位居{exports.rank:ordinal}，出口{exports}，占比{exports.share:percent2}"
    .. "[，同比{exports.yoy:change}]。",
}, classes:of "leading")

-- One clause for each class that has members.
local growth  = {
  en = "{name} ([{exports.yoy:change} YoY|no base])", zh = "{name}（[同比{exports.yoy:change}|无可比基数]）",
}
local clauses = {
  leading = { en = "{names} led, with {share:over} of the total.",
    zh = "{names}占据主导，占比{share:over}。" },
  ["low-base fast"] = { en = "From a low base, exports grew rapidly in {growth}.",
    zh = "低基数快速增长的有{growth}。" },
  ["pulling back"] = { en = "A pullback was seen in {growth}.", zh = "出口回落的有{growth}。" },
  new = { en = "There were exports from {names}, after none a year earlier.",
    zh = "{names}上年同期无出口，本期有出口。" },
  lapsed = { en = "Exports from {names} fell to none.", zh = "{names}上年同期有出口，本期为零。" },
  stable = { en = "Exports held steady in {growth}.", zh = "出口基本持平的有{growth}。" },
  growing = { en = "Exports from {names} rose to {total}, {total.yoy:change} YoY.",
    zh = "{names}出口{total}，同比{total.yoy:change}。" },
  declining = { en = "Elsewhere, exports declined in {growth}.", zh = "其余出口下降的有{growth}。" },
  unknown = { en = "For {names}, there is no year earlier to compare with.", zh = "{names}无上年同期数据可比。" },
}
article:paragraph()
local groups, members = {}, {}
for class, rows in classes:each() do
  local whole = classes:total(class)
  groups[#groups + 1] = {
    class = rows[1].class_label, names = rows, total = whole, share = whole:share_of(total),
    growth = article:list(growth, rows),
  }
  article:say(clauses[class], groups[#groups])
  table.move(rows, 1, #rows, #members + 1, members)
end

local heads = {
  class = { en = "Class", zh = "类别" }, exports = { en = "Exports", zh = "出口量" },
  yoy = { en = "YoY", zh = "同比" }, share = { en = "Share", zh = "占比" },
}
article:table({ en = "Classes", zh = "分类" }, groups, {
  { heads.class, "{class}" }, { { en = "Provinces", zh = "省份" }, "{names:cut6}" },
  { heads.exports, "{total:t1}" }, { heads.yoy, "[{total.yoy}|—]" },
  { heads.share, "{share:percent2}" },
})
article:table({ en = "Provinces", zh = "各省份" }, members, {
  { { en = "Province", zh = "省份" }, "{name}" }, { heads.class, "{class}" },
  { heads.exports, "{exports:t1}" }, { heads.yoy, "[{exports.yoy}|—]" },
  { heads.share, "{exports.share:percent2}" },
  { { en = "Rank", zh = "排名" }, "[{exports.rank}|—]" },
})
return article
