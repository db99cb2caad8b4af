-- Exports of aluminum wire and cable by province: who leads, who grows from a low base, who pulls
-- back; each province with its class.
--   ingot run scripts/regions_and_classes.lua --set period=2025
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local total   = cable:measure("exports", period)

local provinces = cable:by "province"
local classes   = provinces:classes("growth", "exports", period)

local article = ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = cable.product },
  title = {
    en = "Leading and emerging provinces: exports of {product} in {period}",
    zh = "{period}{product}出口：领先省份与新兴省份",
  },
}

article:say(period.kind == "year" and {
  en = "In {period}, exports of {product} totaled {total:wan1}"
    .. "[, {total.yoy:change} YoY from {total.base:wan1} in {total.base.period}].",
  zh = "{period}{product}出口{total:wan1}[，较{total.base.period}的{total.base:wan1}{total.yoy:change}]。",
} or {
  en = "In {period}, exports of {product} totaled {total}"
    .. "[, {total.yoy:change} YoY from {total.base} in {total.base.period}].",
  zh = "{period}{product}出口{total}[，较{total.base.period}的{total.base}{total.yoy:change}]。",
})
article:say({
  en = "{name} ranked {exports.rank:ordinal} with {exports}, {exports.share:percent2} of the "
    .. "total[, {exports.yoy:change} YoY].",
  zh = "{name}位居{exports.rank:ordinal}，出口{exports}，占比{exports.share:percent2}"
    .. "[，同比{exports.yoy:change}]。",
}, classes:of "leading")

-- One clause for each class that has members.
local growth  = {
  en = "{name} ([{exports.yoy:change} YoY|no base])", zh = "{name}（[同比{exports.yoy:change}|无基数]）",
}
local clauses = {
  leading = { en = "Leading provinces dominated: {names} made up {share:over} of the total.",
    zh = "领先省份占主导：{names}合计占比{share:over}。" },
  ["low-base fast"] = { en = "Low-base provinces grew rapidly: {growth}.",
    zh = "低基数省份增长迅速：{growth}。" },
  ["pulling back"] = { en = "Some provinces pulled back: {growth}.", zh = "部分省份回落：{growth}。" },
  new = { en = "Exports began from {names}, which had none a year earlier.",
    zh = "{names}上年同期无出口，本期开始出口。" },
  lapsed = { en = "Exports from {names} ceased.", zh = "{names}出口中断。" },
  stable = { en = "Exports held steady in {growth}.", zh = "{growth}基本平稳。" },
  growing = { en = "Exports from {names} rose: to {total}, {total.yoy:change} YoY.",
    zh = "{names}出口增长：合计{total}，同比{total.yoy:change}。" },
  declining = { en = "Exports declined elsewhere: {growth}.", zh = "其余省份出口下降：{growth}。" },
  unknown = { en = "How {names} moved on a year earlier is unknown.", zh = "{names}的同比变化未知。" },
}
article:paragraph()
for class, rows in classes:each() do
  local whole = classes:total(class)
  article:say(clauses[class], {
    names = rows, total = whole, share = whole:share_of(total),
    growth = article:list(growth, rows),
  })
end

local rounded = { yoy = "round(yoy, 2)", share = "round(share, 2)" }
article:table({ en = "Classes", zh = "分类" }, classes:table():derive(rounded))
article:table({ en = "Provinces", zh = "各省份" },
  provinces:table("exports", period, { "level", "yoy", "share", "rank" })
    :join(classes:members():select("province_code", "class"), "province_code", "left")
    :derive(rounded))
return article
