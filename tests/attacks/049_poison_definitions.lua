-- expect: ok
-- definitions of a script end with it
local ingot = require "ingot"
pcall(function() ingot.metric "exports" { formula = "0 * sum(qty_kg)", unit = "kg" } end)
pcall(function() ingot.product "wire_cable" { en = "nothing", zh = "无", codes = { "01" } } end)
pcall(function() ingot.unit "t" { of = "kg", exponent = 1 } end)
