-- China's exports of a product in a full year: December and the year, what they are made of, and the
-- provinces that lead, grow from a low base, or pull back.
--   ingot run scripts/cable_exports_year.lua
--     --set period=2025           a year
--     --set product=alumina       one of `ingot list products`
--     --set levels=truncate       levels as some desks print them: digits cut, not rounded
--     --set sections="lead provinces"   those alone, in this order; names are below
--     --set remark="The analyst's own words."
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025")
if period.kind ~= "year" then error(("period = %s: a year expected, as 2025"):format(period)) end
local customs = ingot.input("exports", { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
local goods   = ingot.cube(customs, { levels = ingot.option("levels", "round") })
  :slice { product = ingot.option("product", "wire_cable") }

local december  = ingot.period(("%s-12"):format(period))
local total     = goods:measure("exports", period)
local parts     = goods:by "part"
local largest   = parts:top(5, "exports", period)
local provinces = goods:by "province"
local classes   = provinces:classes("growth", "exports", period)

return ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = goods.product },
  title = {
    en = "China's exports of {product} total {total:wan1} in {period}[, {total.yoy:change:percent1} YoY]",
    zh = "{period}中国{product}出口{total:wan1}[，同比{total.yoy:change:percent1}]",
  },
}:sections({
  { name = "lead", about = goods:measure("exports", december), order = "given",
    rules = { "lead*", "full_year" }, note = goods:note(period),
    chart = { "bars", goods:series("exports", december:last(24)) } },

  { name = "structure", title = { en = "Product structure", zh = "产品结构" }, order = "given",
    about = { parts:top(3, "exports", december), parts:top(3, "exports", period) },
    rules = { "made_of" },
    chart = #largest > 1 and { "shares", largest, { over = december:last(12) } } or nil },

  { name = "leaders", title = { en = "Registration provinces", zh = "注册地" },
    about = classes:of "leading", rules = { "rank_year", "pair", "drivers" }, order = "given" },
  { name = "classes", about = classes,
    rules = { "class_low_base", "class_pulling_back", "class_new", "class_lapsed" } },
  { name = "provinces", chart = { "waterfall", provinces:contributions("exports", period, { top = 6 }) },
    table = { { en = "Provinces", zh = "各省份" }, classes:all(), {
      { { en = "Province", zh = "省份" }, "{name}" },
      { { en = "Exports", zh = "出口量" }, "{exports:t0}" },
      { { en = "YoY", zh = "同比" }, "[{exports.yoy}|—]" },
      { { en = "Share", zh = "占比" }, "[{exports.share:percent2}|—]" },
      { { en = "Class", zh = "分类" }, "{class}" },
    } } },

  { name = "comment", title = { en = "Comment", zh = "小结" },
    about = total, rules = { "comment_year" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
