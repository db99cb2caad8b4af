---@meta ingot
-- What editors and `ingot help` tell of `require "ingot"`: the names of parts.lua, which are loaded when
-- they are used. A function that is told of where it stands has no comment here.

---@class ingot
local M = {
  version = require "ingot.native".version,
  --- A period from its text, or in words of English or Chinese: a month, quarter, half, year, or a
  --- span of months. `ingot.period.parse` gives nil and what is wrong instead of an error.
  ---
  ---     local april = ingot.period "2025-04"
  ---     print(april, april:ytd(), april - 12)   --> 2025-04    2025-01..04    2024-04
  ---
  ---@type fun(text: ingot.Period|string): ingot.Period
  period = require "ingot.period",
  calendar = require "ingot.calendar", -- ingot.calendar.lunar_new_year(2025) → "2025-01-29"
  option = require "ingot.option".option, -- ingot.option(name, default)
  read = require "ingot.read".read, -- ingot.read(source, options) → Table
  indicator = require "ingot.indicator".read, -- ingot.indicator "prices/*.csv" → Table of monthly series
  --- A series of months, quarters or years: of a table of indicators by name (all of them without
  --- one), of a list of claims, or of numbers. Its tools, as `ingot.series.stl`, take it and give others.
  ---
  ---     local months = ingot.series(cable:series("exports", period:last(36)), { name = "exports" })
  ---     local plain  = ingot.series { name = "output", from = "2025-01", values = { 102, 98 } }
  ---
  ---@type fun(source: ingot.Table|ingot.Claim[]|ingot.SeriesOptions, name?: string, options?: table): ingot.Series
  series = require "ingot.series",
  --- Begins the definition of a composite index: its method, its components and how they weigh.
  --- `ingot.index.of(name, data)` builds it; `ingot list indices` lists those that there are.
  ---
  ---     ingot.index "home" { method = "nber", base = 2024,
  ---       components = { { "shfe", weight = 2 }, { "spot_premium", transform = "difference" } } }
  ---
  ---@type fun(name: string): fun(definition: ingot.IndexDefinition)
  index = require "ingot.index",
  input = require "ingot.input".input, -- ingot.input("customs", { source, … }) → Table, of a batch
  open = require "ingot.snapshot".open, -- ingot.open "customs.arrow" → Table
  table = require "ingot.table".new, -- ingot.table { month = {…}, qty = {…} } → Table
  months_of_ytd = require "ingot.cumulative".months_of_ytd, -- cumulative data → single months
  revisions = require "ingot.revisions".revisions, -- ingot.revisions(table, "exports") → what later downloads changed
  cube = require "ingot.cube".new, -- ingot.cube(table) → Cube
  --- Begins a metric: a formula over the data's columns or over other metrics, or a Lua function of a
  --- group of rows, with the unit of what it gives. Cubes are asked for it by its name.
  ---
  ---     ingot.metric "earned" { formula = "sum(value_usd)", where = "flow == 'export'", unit = "USD" }
  ---     print(cable:measure("earned", "2025-04").yoy)
  ---
  ---@type fun(name: string): fun(definition: ingot.Metric): ingot.Metric
  metric = require "ingot.metrics".define,
  --- Begins a set of lights: indicators in five zones by their bounds, and the index of them.
  --- `ingot.lights.of(name, data)` puts it over series.
  ---
  ---     ingot.lights "smelting" { indicators = {
  ---       { "output", weight = 0.6, bounds = { 90, 96, 104, 110 } },
  ---       { "price", weight = 0.4, bounds = { 17, 18, 20, 22 } } } }
  ---
  ---@type fun(name: string): fun(definition: ingot.LightsDefinition)
  lights = require "ingot.lights",
  --- How low a base has no growth rate, for all metrics that do not say so themselves;
  --- `ingot.growth {}` takes it back.
  ---
  ---     ingot.growth { tiny = { "100 kg", "1000 USD" } }
  ---
  ---@type fun(policy: { tiny?: string|string[] })
  growth = require "ingot.metrics".growth,
  unit = require "ingot.unit".begin, -- ingot.unit "10 kt" { of = "kt", exponent = 1 }
  display = require "ingot.display".begin, -- ingot.display "plain" { unit = "t", decimals = 1, thousands = false }
  --- Begins a set of classes: rules in order, of which the first that holds wins, over measures of a
  --- member (fractions: 0.1 is 10 %).
  ---
  ---     ingot.class "momentum" { params = { fast = 0.5 },
  ---       { "engines", "share >= 0.1 and yoy >= $fast" }, { "others", "level >= 0" } }
  ---     print(partners:classes("momentum", "exports", "2025-04"):table())
  ---
  ---@type fun(name: string): fun(definition: table): ingot.ClassDefinition
  class = require "ingot.classes".define,
  --- Begins a rule: when something is worth saying of a fact, how much it weighs, and its sentence.
  ---
  ---     ingot.rule "comeback" { when = "mom >= 0.5 and yoy >= 0.5", weight = 5,
  ---       say = "{name} is back: {mom:change} MoM and {yoy:change} YoY, to {level:t0}." }
  ---
  ---@type fun(name: string): fun(rule: ingot.RuleSpec): ingot.Rule
  rule = require "ingot.rules".define,
  --- Begins a product: the HS codes that are it, and what it is called.
  ---
  ---     ingot.product "foil" { codes = { "76071110", "76071120" }, en = "foil", zh = "铝箔" }
  ---
  ---@type fun(name: string): fun(definition: table): ingot.Product
  product = require "ingot.product".define,
  region = require "ingot.region".define, -- ingot.region "name" { "SAU", … , source = … }
  --- Begins a format of files: their columns as data, with the headers they may stand under, and how
  --- the format is recognised. `lua/ingot/format/README.md` has all it may say.
  ---
  ---     ingot.format "plant" { delimiter = ";", recognise = { { "Monat", "Ware" } },
  ---       constants = { flow = "export" },
  ---       columns = { { name = "month", aliases = { "Monat" }, kind = "month", required = true },
  ---         { name = "hs", aliases = { "Ware" }, kind = "text" },
  ---         { name = "qty_kg", aliases = { "Menge" }, kind = "decimal", unit = "kg" } } }
  ---
  ---@type fun(name: string): fun(definition: table)
  format = require "ingot.format".define,
  article = require "ingot.article".new, -- ingot.article { period = …, title = … }
  lint = require "ingot.lint".lint, -- ingot.lint(article) → what its words get wrong
  --- Checks an article that anyone published, in English: its text, or that of an HTML or Markdown file.
  --- The result has `.verdict` ("consistent", "truncation", "rounded_up", "inconsistent"), `.findings`,
  --- `.claims` and `.not_understood`; `.verdicts[claim.id]` is "ok", "truncation", "rounded_up",
  --- "inconsistent" or "uncheckable"; `print` shows what was found. The ending of `name` tells what the
  --- text is, as "april.html"; without one, a look at it does.
  ---
  ---     local result = ingot.check("Exports were 30,400 mt in May 2025, 9.5% up on 27,000 mt in May 2024.")
  ---     print(result.verdict, #result.claims)
  ---     for _, finding in ipairs(result.findings) do print(finding.kind, finding.proof) end
  ---
  ---@type fun(text: string, options?: { name?: string }): ingot.check.Result
  check = require "ingot.check".article,
  stat = require "ingot.stat", -- ingot.stat.hhi { 60, 30, 10 }
  runs = require "ingot.decompose.runs".runs, -- ingot.runs(series): rises and falls in a row
  run = require "ingot.decompose.runs".run, -- ingot.run(series): the one it ends in, a claim
  turning_points = require "ingot.series".turning_points, -- ingot.turning_points(levels, 2): peaks and troughs
  import_parity = require "ingot.parity".import_parity, -- ingot.import_parity { date = …, … }
  apparent_consumption = require "ingot.consumption".apparent_consumption, -- … { production = …, imports = …, … }
}

return M
