---@meta ingot
-- What editors see of `require "ingot"`: the names of parts.lua, which are loaded when they are used.

---@class ingot
local M = {
  version = require "ingot.native".version,
  period = require "ingot.period", -- ingot.period "2025-04"
  calendar = require "ingot.calendar", -- ingot.calendar.lunar_new_year(2025) → "2025-01-29"
  option = require "ingot.option".option, -- ingot.option(name, default)
  read = require "ingot.read".read, -- ingot.read(source, options) → Table
  indicator = require "ingot.indicator".read, -- ingot.indicator "prices/*.csv" → Table of monthly series
  series = require "ingot.series", -- ingot.series(table, "al_output") → series of months; its tools
  index = require "ingot.index", -- ingot.index "name" { method = …, components = {…} }; ingot.index.of
  open = require "ingot.snapshot".open, -- ingot.open "customs.arrow" → Table
  table = require "ingot.table".new, -- ingot.table { month = {…}, qty = {…} } → Table
  months_of_ytd = require "ingot.cumulative".months_of_ytd, -- cumulative data → single months
  revisions = require "ingot.revisions".revisions, -- ingot.revisions(table, "exports") → what later downloads changed
  cube = require "ingot.cube".new, -- ingot.cube(table) → Cube
  metric = require "ingot.metrics".define, -- ingot.metric "name" { formula = …, unit = … }
  lights = require "ingot.lights", -- ingot.lights "name" { indicators = { … } }; .of(name, data) → Board
  growth = require "ingot.metrics".growth, -- ingot.growth { tiny = "100 kg" }: bases too low for a rate
  unit = require "ingot.unit".begin, -- ingot.unit "10 kt" { of = "kt", exponent = 1 }
  display = require "ingot.display".begin, -- ingot.display "plain" { unit = "t", decimals = 1, thousands = false }
  class = require "ingot.classes".define, -- ingot.class "name" { { "growing", "yoy > 0" }, … }
  ---@type fun(name: string): fun(rule: ingot.RuleSpec): ingot.Rule
  rule = require "ingot.rules".define, -- ingot.rule "name" { when = "mom < 0", say = "{name} fell." }
  product = require "ingot.product".define, -- ingot.product "name" { codes = {…}, en = … }
  region = require "ingot.region".define, -- ingot.region "name" { "SAU", … , source = … }
  format = require "ingot.format".define, -- ingot.format "name" { columns = {…} }
  article = require "ingot.article".new, -- ingot.article { period = …, title = … }
  lint = require "ingot.lint".lint, -- ingot.lint(article) → what its words get wrong
  stat = require "ingot.stat", -- ingot.stat.hhi { 60, 30, 10 }
  runs = require "ingot.decompose.runs".runs, -- ingot.runs(series): rises and falls in a row
  run = require "ingot.decompose.runs".run, -- ingot.run(series): the one it ends in, a claim
  turning_points = require "ingot.series".turning_points, -- ingot.turning_points(levels, 2): peaks and troughs
  import_parity = require "ingot.parity".import_parity, -- ingot.import_parity { date = …, … }
  apparent_consumption = require "ingot.consumption".apparent_consumption, -- … { production = …, imports = …, … }
}

return M
