-- Classes of your own: ordered rules over measures of each province, with a threshold.
--   ingot run examples/08_own_classes.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })

ingot.class "momentum" {
  params = { fast = 0.5 },
  { "engines", "share >= 0.1 and yoy >= $fast" },         -- fractions: 0.1 is 10 %
  { "others",  "level >= 0" },
}

return ingot.cube(customs):slice { product = "wire_cable" }:by("province")
  :classes("momentum", "exports", "2025-12"):table()
