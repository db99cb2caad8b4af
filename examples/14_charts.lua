-- A month in charts, in English and Chinese: pictures beside the article, with their words in it.
--   ingot run examples/14_charts.lua --set period=2025-04
local ingot    = require "ingot"
local period   = ingot.option("period", ingot.period "2025-04")
local customs  = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable    = ingot.cube(customs):slice { product = "wire_cable" }
local partners = cable:by "partner"
local months   = cable:series("exports", period:last(24))

local article = ingot.article {
  lang = { "en", "zh" }, period = period,
  title = { en = "Exports of aluminum wire and cable in {period}", zh = "{period}铝线缆出口" },
}
article:chart("bars", months)
article:chart("growth", months)
article:chart("ranked", partners:top(10, "exports", period), { as = "t0" })
article:chart("ranked", cable:by("province"):top(8, "exports", period), {
  title = { en = "Where exporters were registered in {period}", zh = "{period}出口企业注册地" }, as = "t0",
})
article:chart("shares", partners:top(5, "exports", period), { over = period:last(12) })
article:chart("waterfall", partners:contributions("exports", period, { top = 8 }))
return article
