-- Exports without their season and without Lunar New Year, and where they turned.
--   ingot run examples/18_seasons.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local months  = ingot.period("2025-12"):last(36)

local exports = ingot.series(cable:series("exports", months), { name = "exports of cable" })
local parts   = ingot.series.stl(exports, { log = true, robust = true, holiday = true })
local effect  = parts.holiday

print(exports)
print(("a day around Lunar New Year: %+.1f%% (t = %.1f)"):format(100 * effect.coefficient, effect.t))
print(("November 2025: %.1f kt, %.1f kt without its season"):format(
  exports:at "2025-11" / 1000, parts.adjusted:at "2025-11" / 1000))
for _, turn in ipairs(ingot.turning_points(parts.adjusted, { window = 5 })) do
  print(("%s in %s"):format(turn.kind, turn.period:text()))
end
