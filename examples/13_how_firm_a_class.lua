-- Why a province is in its class, with one rule as a Lua function and a threshold that --set can move;
-- and who would change class if things moved by 1 %.
--   ingot run examples/13_how_firm_a_class.lua --set fast=0.5
local ingot   = require "ingot"
local fast    = ingot.option("fast", 1.3) -- 130 %: Jiangsu only just passes
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })

ingot.class "momentum" {
  params = { fast = 0.5 },
  { "engines", "share >= 0.1 and yoy >= $fast" },
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
