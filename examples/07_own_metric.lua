-- A metric of your own, and every measure of it for every partner: one row each, in one pass.
--   ingot run examples/07_own_metric.lua --set period=2025-12
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-12")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })

ingot.metric "earned" { formula = "sum(value_usd)", unit = "USD" }

return ingot.cube(customs):slice { product = "wire_cable" }:by("partner")
  :table({ "earned", "unit_value" }, period, { "level", "yoy", "yoy_state" })
  :head(10)
