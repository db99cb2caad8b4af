--- ingot: from trade data to commentary in which every printed number can be traced.
---
---     local ingot   = require "ingot"
---     local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
---     local cable   = ingot.cube(customs):slice { product = "wire_cable" }
---     print(cable:measure("exports", "2025-04"))          --> 21,400 mt

local article <const> = require "ingot.article"
local calendar <const> = require "ingot.calendar"
local classes <const> = require "ingot.classes"
local consumption <const> = require "ingot.consumption"
local cube <const> = require "ingot.cube"
local cumulative <const> = require "ingot.cumulative"
local display <const> = require "ingot.display"
local format <const> = require "ingot.format"
local index <const> = require "ingot.index"
local indicator <const> = require "ingot.indicator"
local lint <const> = require "ingot.lint"
local lights <const> = require "ingot.lights"
local metrics <const> = require "ingot.metrics"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local parity <const> = require "ingot.parity"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local region <const> = require "ingot.region"
local revisions <const> = require "ingot.revisions"
local rules <const> = require "ingot.rules"
local runs <const> = require "ingot.decompose.runs"
local series <const> = require "ingot.series"
local snapshot <const> = require "ingot.snapshot"
local stat <const> = require "ingot.stat"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.table"
local unit <const> = require "ingot.unit"
require "ingot.decompose"    -- adds its methods to breakdowns

---@class ingot
local M = {
  version = native.version,
  period = period,           -- ingot.period "2025-04"
  calendar = calendar,       -- ingot.calendar.lunar_new_year(2025) → "2025-01-29"
  option = option.option,    -- ingot.option(name, default)
  read = read.read,          -- ingot.read(source, options) → Table
  indicator = indicator.read, -- ingot.indicator "prices/*.csv" → Table of monthly series
  series = series,           -- ingot.series(table, "al_output") → series of months; its tools
  index = index,             -- ingot.index "name" { method = …, components = {…} }; ingot.index.of
  open = snapshot.open,      -- ingot.open "customs.arrow" → Table
  table = table_.new,        -- ingot.table { month = {…}, qty = {…} } → Table
  months_of_ytd = cumulative.months_of_ytd, -- cumulative data → single months
  revisions = revisions.revisions, -- ingot.revisions(table, "exports") → what later downloads changed
  cube = cube.new,           -- ingot.cube(table) → Cube
  metric = metrics.define,   -- ingot.metric "name" { formula = …, unit = … }
  lights = lights,           -- ingot.lights "name" { indicators = { … } }; .of(name, data) → Board
  growth = metrics.growth,   -- ingot.growth { tiny = "100 kg" }: bases too low for a rate
  unit = unit.begin,         -- ingot.unit "10 kt" { of = "kt", exponent = 1 }
  display = display.begin,   -- ingot.display "plain" { unit = "t", decimals = 1, thousands = false }
  class = classes.define,    -- ingot.class "name" { { "growing", "yoy > 0" }, … }
  ---@type fun(name: string): fun(rule: ingot.RuleSpec): ingot.Rule
  rule = rules.define,       -- ingot.rule "name" { when = "mom < 0", say = "{name} fell." }
  product = product.define,  -- ingot.product "name" { codes = {…}, en = … }
  region = region.define,    -- ingot.region "name" { "SAU", … , source = … }
  format = format.define,    -- ingot.format "name" { columns = {…} }
  article = article.new,     -- ingot.article { period = …, title = … }
  lint = lint.lint,          -- ingot.lint(article) → what its words get wrong
  stat = stat,               -- ingot.stat.hhi { 60, 30, 10 }
  runs = runs.runs,          -- ingot.runs(series): rises and falls in a row
  run = runs.run,            -- ingot.run(series): the one it ends in, a claim
  turning_points = series.turning_points, -- ingot.turning_points(levels, 2): peaks and troughs
  import_parity = parity.import_parity,                      -- ingot.import_parity { date = …, … }
  apparent_consumption = consumption.apparent_consumption,   -- … { production = …, imports = …, … }
}

return setmetatable(M, { __index = suggest.index("ingot", M) })
