-- China's exports of a product in a full year: December and the year, structure, provinces.
--   ingot run scripts/cable_exports_year.lua --set period=2025 [--set product=alumina]
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025")
if period.kind ~= "year" then error(("period = %s: a year expected, as 2025"):format(period)) end
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local goods   = ingot.cube(customs, { levels = ingot.option("levels", "round") })
  :slice { product = ingot.option("product", "wire_cable") }
local total   = goods:measure("exports", period)
local month   = goods:measure("exports", ingot.period(("%s-12"):format(period)))

local article = ingot.article {
  lang = { "en", "zh" }, period = period,
  names = { total = total, month = month, product = goods.product },
  title = {
    en = "China's {product} exports total {total:wan1} in {period}[, {total.yoy:change:percent1} YoY]",
    zh = "{period}中国{product}出口{total:wan1}[，同比{total.yoy:change:percent1}]",
  },
}

article:say {
  en = "Customs data put China's exports of {product} at {month} in {month.period}[, "
    .. "{month.mom:change} MoM{month.mom:basis}[ {month.mom|month.yoy:but} {month.yoy:change} YoY]].",
  zh = "据海关数据，{month.period}中国出口{product}{month}[，环比{month.mom:change}{month.mom:basis}"
    .. "[，{month.mom|month.yoy:but}同比{month.yoy:change}]]。",
}
article:say {
  en = "Full-year exports in {period} totaled {total:wan1}[, {total.yoy:change} YoY from "
    .. "{total.base:wan1} in {total.base.period}].",
  zh = "{period}全年出口{total:wan1}[，较{total.base.period}的{total.base:wan1}{total.yoy:change}]。",
}
article:note(goods:codes())

local part = {
  en = "{exports} of {name}[ ({exports.share:percent0})]", zh = "{name}（{exports}[，占{exports.share:percent0}]）",
}
local function parts_in(within)
  local parts <const> = goods:by("hs"):top(3, "exports", within)
  return article:list(part, #parts > 1 and parts or {})
end
article:section { en = "Product structure", zh = "产品结构" }
article:say({
  en = "[Exports of {month.period} included {in_month}; those of {period} as a whole, {in_year}.]",
  zh = "[{month.period}出口包括{in_month}；{period}全年出口包括{in_year}。]",
}, { in_month = parts_in(month.period), in_year = parts_in(period) })

local provinces = goods:by("province"):classes("growth", "exports", period)
local leaders   = provinces:of "leading"
article:section { en = "Registration provinces", zh = "注册地" }
article:say({
  en = "{name} ranked {exports.rank:ordinal} with {exports}, {exports.share:percent2} of the total"
    .. "[, {exports.yoy:change} YoY].",
  zh = "{name}位居{exports.rank:ordinal}，出口{exports}，占比{exports.share:percent2}[，同比{exports.yoy:change}]。",
}, { leaders[1] })
article:say({
  en = "{name} was {exports.rank:ordinal} with {exports:wan3}[, {exports.yoy:change} YoY].",
  zh = "{name}位居{exports.rank:ordinal}，出口{exports:wan3}[，同比{exports.yoy:change}]。",
}, { table.unpack(leaders, 2) })
local point = "{exports.contribution}"
article:say({
  en = "Together, {names} made up {share:over} of the total[; of its YoY change of {total.yoy}, "
    .. "{points} came from them][, its {names|total.yoy:engine}].",
  zh = "{names}合计占比{share:over}[，对总体增速（{total.yoy}）的贡献分别为{points}][，是{names|total.yoy:engine}]。",
}, #leaders > 1 and {{
  names = leaders, share = provinces:total("leading"):share_of(total),
  points = article:list({ en = point, zh = point }, total.yoy:sign(0.05) == 1 and leaders or {}),
}} or {})
local growth = { en = "{name} ({exports.yoy:change} YoY)", zh = "{name}（同比{exports.yoy:change}）" }
article:say({ en = "[Low-base provinces grew rapidly: {fast}.]", zh = "[低基数省份增长迅速：{fast}。]" },
  { fast = article:list(growth, provinces:of "low-base fast", { most = 6 }) })
article:say({ en = "[Some provinces pulled back: {back}.]", zh = "[部分省份回落：{back}。]" },
  { back = article:list(growth, provinces:of "pulling back", { most = 6 }) })

article:section { en = "Comment", zh = "小结" }
article:say {
  en = "[On the whole, exports {total.yoy:moved}{total.yoy:by:percent1} in {period}.]",
  zh = "[总体来看，{period}出口{total.yoy:moved}{total.yoy:by:percent1}。]",
}
return article:remark(ingot.option("remark", ""))
