-- A price series beside the trade data: what cable fetched a tonne, against the price of the metal.

local ingot   = require "ingot"
local period  = ingot.period "2025-04"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local prices  = ingot.indicator "data/prices/*.csv" -- its values are made up, see data/prices

ingot.metric "lme" {
  formula = "mean(value)", from = "prices", where = "series == 'lme_cash'",
  unit = "USD/t", display = { unit = "USD/t", decimals = 0 },
}

local cable   = ingot.cube(customs, { with = { prices = prices } }):slice { product = "wire_cable" }
local article = ingot.article {
  period = period, title = "Cable and the metal in {period}",
  names = { cable = cable:measure("unit_value", period), metal = cable:measure("lme", period) },
}

article:say "Cable was exported at {cable} in {period}, {cable.yoy:change} YoY."
article:say "The metal stood at {metal}, {metal.mom:change} MoM {metal.mom|metal.yoy:but} {metal.yoy:change} YoY."
return article
