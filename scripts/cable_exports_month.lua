-- China's exports of a product in one month: total, structure, destinations, provinces.
--   ingot run scripts/cable_exports_month.lua --set period=2025-04 [--set product=alumina]
--     [--set levels=truncate] [--set remark="The analyst's own words."]
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-04")
if period.kind ~= "month" then error(("period = %s: a month expected, as 2025-04"):format(period)) end
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local goods   = ingot.cube(customs, { levels = ingot.option("levels", "round") })
  :slice { product = ingot.option("product", "wire_cable") }
local total   = goods:measure("exports", period)

local article = ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = goods.product },
  title = {
    en = "China's {product} exports come to {total} in {period}",
    zh = "{period}中国{product}出口{total}",
  },
}

article:say {
  en = "Customs data put China's exports of {product} at {total} in {period}[, {total.mom:change} "
    .. "MoM{total.mom:basis}[ {total.mom|total.yoy:but} {total.yoy:change} YoY]].",
  zh = "据海关数据，{period}中国出口{product}{total}[，环比{total.mom:change}{total.mom:basis}"
    .. "[，{total.mom|total.yoy:but}同比{total.yoy:change}]]。",
}
if period:ytd().kind == "year" then
  article:say {
    en = "[Full-year exports in {total.ytd.period} totaled {total.ytd:wan1}[, {total.ytd_yoy:change} "
      .. "YoY from {total.ytd.base:wan1} in {total.ytd.base.period}].]",
    zh = "[{total.ytd.period}全年出口{total.ytd:wan1}[，较{total.ytd.base.period}的"
      .. "{total.ytd.base:wan1}{total.ytd_yoy:change}]。]",
  }
elseif period ~= period:ytd() then
  article:say {
    en = "[Over {total.ytd.period}, cumulative exports came to {total.ytd}"
      .. "[, {total.ytd_yoy:change} from {total.ytd.base} in the same months a year earlier].]",
    zh = "[{total.ytd.period}累计出口{total.ytd}"
      .. "[，较上年同期的{total.ytd.base}{total.ytd_yoy:change}]。]",
  }
end
article:note(goods:codes())

local parts = goods:by("hs"):top(3, "exports", period)
article:section { en = "Product structure", zh = "产品结构" }
article:say({
  en = "[Exports of {name} [{exports.mom:moved} MoM to|came to] {exports}, "
    .. "{exports:only}{exports.share} of the total.]",
  zh = "[{name}出口{exports}[，环比{exports.mom:moved}]，占比{exports:only}{exports.share}。]",
}, #parts > 1 and parts or {})

article:section { en = "Destinations", zh = "出口目的地" }
article:say({
  en = "[{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t3}, "
    .. "{exports.share} of the total[, a MoM {exports.diff:increase} of {exports.diff:t3}].]",
  zh = "[{name}{exports.streak:streak}位居{exports.rank:ordinal}，出口{exports:t3}，"
    .. "占比{exports.share}[，环比{exports.diff:increase}{exports.diff:t3}]。]",
}, goods:by("partner"):top(3, "exports", period))
article:tell(goods:by("partner"):top(3, "exports", period), { "others_turn" })

article:section { en = "Registration provinces", zh = "注册地" }
article:say({
  en = "[{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t1}, "
    .. "{exports.share} of the total[, a MoM {exports.diff:increase} of {exports.diff:t1}].]",
  zh = "[{name}{exports.streak:streak}位居{exports.rank:ordinal}，出口{exports:t1}，"
    .. "占比{exports.share}[，环比{exports.diff:increase}{exports.diff:t1}]。]",
}, goods:by("province"):top(3, "exports", period))
article:tell(goods:by("province"):top(3, "exports", period), { "others_turn" })

article:section { en = "Comment", zh = "小结" }
article:say {
  en = "[On the whole, exports {total.mom:moved} MoM{total.mom:by:percent1}"
    .. "[ {total.mom|total.yoy:but} {total.yoy:moved} YoY{total.yoy:by:percent1}].]",
  zh = "[总体来看，出口环比{total.mom:moved}{total.mom:by:percent1}"
    .. "[，{total.mom|total.yoy:but}同比{total.yoy:moved}{total.yoy:by:percent1}]。]",
}
return article:remark(ingot.option("remark", ""))
