-- A page with everything an article may hold, and names that would be markup if they were let.
--   ingot run tests/browser/page.lua
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local total   = cable:measure("exports", period)

local hostile = {}
for i, name in ipairs {
  "<script>alert(1)</script>", '"onmouseover="alert(2)', "]]>", "\u{202E}desrever", "</title><b>",
} do
  hostile[i] = { name = { code = "x", en = name, zh = name }, exports = total }
end

local article = ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = cable.product },
  title = { en = "Exports of {product} come to {total} in {period}", zh = "{period}{product}出口{total}" },
}
article:say({
  en = "Exports came to {total}, {total.mom:change} MoM "
    .. "{total.mom|total.yoy:but} {total.yoy:change} YoY, as {who} knows.",
  zh = "出口{total}，环比{total.mom:change}，{total.mom|total.yoy:but}同比{total.yoy:change}，{who}。",
}, { who = hostile[1].name })
article:note(cable:codes())
article:chart("bars", cable:series("exports", period:last(24)))
article:section { en = "Destinations", zh = "目的地" }
article:chart("ranked", cable:by("partner"):top(5, "exports", period))
article:say({
  en = "{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t3}, {exports.share} "
    .. "of the total[, a MoM {exports.diff:increase} of {exports.diff:t3}].",
  zh = "{name}居{exports.rank:ordinal}位，{exports:t3}，占{exports.share}。",
}, cable:by("partner"):top(4, "exports", period))
article:table({ en = "Largest partners", zh = "主要贸易伙伴" },
  cable:by("partner"):top(8, "exports", period), {
    { { en = "Partner", zh = "贸易伙伴" }, { en = "{name}", zh = "{name}" } },
    { { en = "Exports", zh = "出口" }, { en = "{exports:t1}", zh = "{exports:t1}" } },
    { { en = "Share", zh = "占比" }, { en = "{exports.share}", zh = "{exports.share}" } },
    { { en = "YoY", zh = "同比" }, { en = "[{exports.yoy}|—]", zh = "[{exports.yoy}|—]" } },
  })
article:table({ en = "Names", zh = "名称" }, hostile, {
  { { en = "Name", zh = "名称" }, { en = "{name}", zh = "{name}" } },
  { { en = "Exports", zh = "出口" }, { en = "{exports}", zh = "{exports}" } },
})
article:table({ en = "Provinces", zh = "注册地" },
  cable:by("province"):table("exports", period, { "level", "share", "rank" }):limit(5))
article:remark '<img src="https://example.org/x.png" onerror="alert(3)"> & <b>bold</b>'
return article
