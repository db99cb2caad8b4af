-- A page with everything on it, in English and Chinese: a lead, a table of claims, a chart, a remark.
--   ingot run examples/16_document.lua --set period=2025-09; then open out/16_document-2025-09.html
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-09")
local customs = ingot.read("data/customs/import-*.csv", { profile = "gacc-zh", flow = "import" })
local goods   = ingot.cube(customs):slice { product = "alumina" }
local total   = goods:measure("imports", period)
local sources = goods:by("partner"):top(6, "imports", period)

return ingot.article {
  lang = { "en", "zh" }, period = period, names = { product = goods.product },
  title    = { en = "Imports of {product} in {period}", zh = "{period}{product}进口" },
  shares   = "apportion",                              -- printed shares add up to 100
  displays = { yoy = "percent1", share = "percent1" }, -- as `ingot list displays` has them
}:sections {
  { about = total, rules = { "lead", "ytd" }, note = goods:note() },
  { title = { en = "Sources", zh = "进口来源" }, about = sources, rules = { "sources*", "rank" }, most = 3,
    chart = { "ranked", sources, { as = "t0" } },
    table = { { en = "Sources in {period}", zh = "{period}进口来源" }, sources, {
      { { en = "Partner", zh = "来源地" }, "{name}" }, -- what has no words stands in every language
      { { en = "Imports", zh = "进口量" }, "{imports:t0}" },
      { { en = "Share", zh = "占比" }, "{imports.share}" },
      { { en = "YoY", zh = "同比" }, "[{imports.yoy}|—]" }, -- a dash where it is unknown
    } } },
  { title = { en = "Comment", zh = "小结" },
    remark = { en = "Smelters restocked before winter.", zh = "冶炼厂冬季前补库。" } },
}
