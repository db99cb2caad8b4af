-- A region of one's own beside those that come with the program, and all others as the rest.
--   ingot run examples/09_add_a_region.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }

ingot.region "Mekong" { "KHM", "LAO", "MMR", "THA", "VNM", en = "the Mekong countries", source = "own" }

local parts   = cable:by_region("Mekong", "GCC", { rest = "others" })
local article = ingot.article { title = "Exports by region", period = ingot.period "2025-04" }
article:say("{name} took {exports:t3}, {exports.share} of the total.", parts:all("exports", "2025-04"))
return article
