-- A rule of one's own, and sections in an order that the reader sets.
--   ingot run examples/15_rules.lua --set sections="destinations lead" [--omissions]
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
local order   = ingot.option("sections", "lead destinations")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local total   = cable:measure("exports", period)

ingot.rule "comeback" { -- heavier than the rest: said first
  when = "mom >= 0.5 and yoy >= 0.5", weight = 5,
  say = "{name} is back: {mom:change} MoM and {yoy:change} YoY, to {level:t0}.",
}

return ingot.article { title = "Cable exports in {period}", period = period }:sections({
  { name = "lead", about = total, rules = { "lead", "ytd" } },
  { name = "destinations", title = "Destinations", most = 4,
    about = cable:by("partner"):top(20, "exports", period), rules = { "comeback", "rank_kg" } },
}, order)
