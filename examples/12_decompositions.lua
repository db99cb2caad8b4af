-- A change taken apart: whom it came from, how much of it was price, and how concentrated trade is.
--   ingot run examples/12_decompositions.lua --set period=2025-04
local ingot    = require "ingot"
local period   = ingot.option("period", ingot.period "2025-04")
local customs  = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable    = ingot.cube(customs):slice { product = "wire_cable" }
local partners = cable:by "partner"

local moves   = partners:contributions("exports", period, { top = 3, others = "all others" })
local effects = cable:by("hs"):price_volume_mix(period, { value = "value", quantity = "exports" })
local spread  = partners:concentration("exports", period)

local article = ingot.article { period = period, title = "What moved {product} exports in {period}",
  names = { product = cable.product, total = cable:measure("exports", period) } }
article:say("Exports came to {total}, {total.yoy:change} YoY: {moves}.",
  { moves = article:list("{name} {printed}", moves.rows) })
article:say("Their value changed by {e.change}: by {e.price} through prices, {e.volume} through "
  .. "volume, {e.mix} through mix.", { e = effects.total })
article:note(effects.note)
article:say("The three largest took {c.cr3}; {c.effective} equal partners would be as concentrated.",
  { c = spread })
article:table("Contributions", moves:table())
return article
