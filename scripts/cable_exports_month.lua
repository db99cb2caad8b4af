-- China's exports of a product in one month: the total, what it is made of, where it went, and the
-- provinces it was registered in.
--   ingot run scripts/cable_exports_month.lua
--     --set period=2025-04        a month
--     --set product=alumina       one of `ingot list products`
--     --set levels=truncate       levels as some desks print them: digits cut, not rounded
--     --set sections="lead destinations"   those alone, in this order; names are below
--     --set remark="The analyst's own words."
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-04")
if period.kind ~= "month" then error(("period = %s: a month expected, as 2025-04"):format(period)) end
local customs = ingot.input("exports", { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
local goods   = ingot.cube(customs, { levels = ingot.option("levels", "round") })
  :slice { product = ingot.option("product", "wire_cable") }

local total     = goods:measure("exports", period)
local parts     = goods:by("part"):top(4, "exports", period)
local partners  = goods:by("partner"):all("exports", period)
local provinces = goods:by("province"):all("exports", period)

-- The first n of a list, and those behind them.
local function first(n, rows) return { table.unpack(rows, 1, n) } end
local function behind(n, rows) return { table.unpack(rows, n + 1) } end

local columns = {
  { { en = "Exports", zh = "出口量" }, "{exports:t1}" },
  { { en = "MoM", zh = "环比" }, "[{exports.mom}|—]" },
  { { en = "YoY", zh = "同比" }, "[{exports.yoy}|—]" },
  { { en = "Share", zh = "占比" }, "[{exports.share}|—]" },
}
local function headed(en, zh) return { { { en = en, zh = zh }, "{name}" }, table.unpack(columns) } end

return ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = goods.product },
  title = {
    en = "China's exports of {product} come to {total} in {period}",
    zh = "{period}中国{product}出口{total}",
  },
}:sections({
  { name = "lead", about = total, rules = { "lead*", "ytd", "full_year" }, order = "given",
    note = goods:note(period), chart = { "bars", goods:series("exports", period:last(24)) } },

  { name = "structure", title = { en = "Product structure", zh = "产品结构" },
    about = parts, rules = { "component" }, order = "given" },

  { name = "destinations", title = { en = "Destinations", zh = "出口目的地" },
    about = first(3, partners), rules = { "rank_kg", "others_turn*" }, order = "given" },
  { name = "partners", most = 2, rules = { "mover", "to_none" },
    about = { behind(3, partners), goods:by("partner"):gone("exports", period) },
    chart = { "ranked", partners, { most = 10, as = "t0" } },
    table = { { en = "Destinations", zh = "出口目的地" }, first(10, partners),
      headed("Destination", "目的地") } },

  { name = "registration", title = { en = "Registration provinces", zh = "注册地" },
    about = first(3, provinces), rules = { "rank", "others_turn*" }, order = "given" },
  { name = "provinces", most = 2, rules = { "mover", "to_none" },
    about = { behind(3, provinces), goods:by("province"):gone("exports", period) },
    chart = { "ranked", provinces, { most = 10, as = "t0" } },
    table = { { en = "Provinces", zh = "各省份" }, first(10, provinces),
      headed("Province", "省份") } },

  { name = "comment", title = { en = "Comment", zh = "小结" },
    about = total, rules = { "comment" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
