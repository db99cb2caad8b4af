-- Exports of a product by province: who leads, who grows from a low base, who pulls back; each province
-- with its class.
--   ingot run scripts/regions_and_classes.lua
--     --set period=2025           a year, a month, or a span of months as 2025-01..04
--     --set product=alumina       one of `ingot list products`
--     --set levels=truncate       levels as some desks print them: digits cut, not rounded
--     --set sections="classes provinces"   those alone, in this order; names are below
--     --set remark="The analyst's own words."
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025")
local customs = ingot.input("exports", { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
local goods   = ingot.cube(customs, { levels = ingot.option("levels", "round") })
  :slice { product = ingot.option("product", "wire_cable") }

local total     = goods:measure("exports", period)
local provinces = goods:by "province"
local classes   = provinces:classes("growth", "exports", period)

-- One row for each class that has members.
local summary = {}
for class, members in classes:each() do
  local together = classes:total(class)
  summary[#summary + 1] = {
    class = members[1].class_label, members = members, total = together,
    share = together:share_of(total),
  }
end

return ingot.article {
  lang = { "en", "zh" }, period = period, names = { total = total, product = goods.product },
  title = {
    en = "Exports of {product} by province: {total} in {period}",
    zh = "{period}各省份{product}出口：共{total}",
  },
}:sections({
  { name = "lead", about = total, rules = period.kind == "year" and { "year" } or { "lead*" } },
  { name = "leaders", about = classes:of "leading", rules = { "rank_year" }, order = "given" },
  { name = "clauses", about = classes, rules = { "class_leading", "class_low_base",
    "class_pulling_back", "class_new", "class_lapsed", "class_unknown" } },

  { name = "classes", chart = { "waterfall", provinces:contributions("exports", period, { top = 8 }) },
    table = { { en = "Classes", zh = "分类" }, summary, {
      { { en = "Class", zh = "分类" }, "{class}" },
      { { en = "Provinces", zh = "省份" }, "{members}" },
      { { en = "Exports", zh = "出口量" }, "{total:t0}" },
      { { en = "YoY", zh = "同比" }, "[{total.yoy}|—]" },
      { { en = "Share", zh = "占比" }, "[{share:percent2}|—]" },
    } } },

  { name = "provinces", table = { { en = "Provinces", zh = "各省份" }, classes:all(), {
    { { en = "Province", zh = "省份" }, "{name}" },
    { { en = "Exports", zh = "出口量" }, "{exports:t0}" },
    { { en = "YoY", zh = "同比" }, "[{exports.yoy}|—]" },
    { { en = "Share", zh = "占比" }, "[{exports.share:percent2}|—]" },
    { { en = "Rank", zh = "排名" }, "[{exports.rank}|—]" },
    { { en = "Class", zh = "分类" }, "{class}" },
  } } },

  { name = "comment", title = { en = "Comment", zh = "小结" }, remark = ingot.option("remark", "") },
}, ingot.option("sections", ""))
