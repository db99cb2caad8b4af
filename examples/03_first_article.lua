-- An article of your own: two sentences, one list, one remark.
--   ingot run examples/03_first_article.lua --set period=2025-12
local ingot    = require "ingot"
local period   = ingot.option("period", ingot.period "2025-12")
local customs  = ingot.read("data/customs/import-*.csv", { profile = "gacc-zh", flow = "import" })
local aluminum = ingot.cube(customs):slice { product = "primary_aluminum" }

local article = ingot.article {
  title  = "{product} imports in {period}",
  period = period,
  names  = { total = aluminum:measure("imports", period), product = aluminum.product },
}
article:say("Imports of {product} were {total}, {total.mom:change} MoM "
  .. "{total.mom|total.yoy:but} {total.yoy:change} YoY.")
article:say("{name} supplied {imports}, {imports.share} of the total.",
  aluminum:by("partner"):top(3, "imports", period))
article:remark "What drives this is for you to say: remarks are printed as yours, not as data."
return article
