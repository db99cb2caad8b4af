-- Classes of your own: ordered rules over measures, a threshold that --set can move, one rule as a
-- Lua function; why a province is where it is, and who would change class if things moved by 1 %.
--   ingot run examples/08_own_classes.lua --set fast=0.5
local ingot   = require "ingot"
local fast    = ingot.option("fast", 1.3) -- 130 %: Jiangsu only just passes
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })

ingot.class "momentum" {
  params = { fast = 0.5 },
  { "engines", "share >= 0.1 and yoy >= $fast" },         -- fractions: 0.1 is 10 %
  { "turning", function(m) return m.yoy and m.mom and m.yoy < 0 and m.mom > 0 end },
  { "others",  "level >= 0" },
}

local parts = ingot.cube(customs):slice { product = "wire_cable" }:by("province")
  :classes("momentum", "exports", "2025-12", { fast = fast })
print(parts:why "Jiangsu")
print(parts:why "Zhejiang")
for _, move in ipairs(parts:stability(0.01)) do
  print(("%s: %s, but %s if %s"):format(move.name, move.class, move.becomes, move.cause))
end
return parts:table()
