-- The leading partner of a month. Run alone, it reads its data; in a batch it takes them from there.
--   ingot run examples/20_shared_input.lua --set period=2025-03 --set product=alumina
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
local product = ingot.option("product", "wire_cable")
local customs = ingot.input("customs",
  { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" })
local exports = ingot.cube(customs):slice { product = product }

local article = ingot.article { title = "Where exports went in {period}", period = period,
  names = { total = exports:measure("exports", period) } }
article:say("Of {total}, {name} took {exports.share}[, {exports.yoy:change} YoY].",
  exports:by("partner"):top(1, "exports", period))
return article
