local claim = require "ingot.claim"
local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"

local function levels(texts)
  local list = {}
  for i, text in ipairs(texts) do
    list[i] = claim.new {
      kind = "level", metric = "exports", period = period "2024-01" + (i - 1), unit = "t", where = {},
      operands = {}, sources = {}, rows = 1, formula = "sum(qty_kg) / 1000", display = { unit = "t" },
      state = text ~= "?" and "value" or "unknown", value = text ~= "?" and number.from(text) or nil,
    }
  end
  return list
end

local function indicators()
  return ingot.table({
    series = { "output", "price", "output", "output", "price" },
    month = { "2025-01", "2025-02", "2025-04", "2025-02", "2025-03" },
    value = { 10.0, 2.5, 13.0, 11.0, 2.6 }, unit = { "kt", "CNY/t", "kt", "kt", "CNY/t" },
  })
end

describe("ingot.series", function()
  it("is made of plain numbers, with the first period", function()
    local s = ingot.series { name = "output", from = "2015-01", values = { 1, 2, false, 4 }, unit = "kt" }
    assert.same({ 1.0, 2.0, false, 4.0 }, s.values)
    assert.same({ "month", "kt", 4, false }, { s.frequency, s.unit, #s, s.adjusted })
    assert.equal(2.0, s:at "2015-02")
    assert.is_nil(s:at "2015-03")
    assert.is_nil(s:at "2016-03")
    assert.equal("output, 2015-01 to 2015-04", tostring(s))
  end)

  it("takes its frequency from the first period", function()
    local s = ingot.series { name = "gdp", from = "2015-Q3", values = { 1, 2, 3 } }
    assert.equal("gdp, 2015-Q3 to 2016-Q1", tostring(s))
    assert.equal(3.0, s:at "2016-Q1")
    assert.equal("HERE: index: series 'gdp' is by the quarter, got 2016-01",
      (raised(function() s:index "2016-01" end)))
    assert.equal("gdp, 2016 to 2018",
      tostring(ingot.series { name = "gdp", from = "2016", values = { 1, 2, 3 } }))
  end)

  it("is read from a table of indicators, gaps between months as false", function()
    local s = ingot.series(indicators(), "output")
    assert.same({ 10.0, 11.0, false, 13.0 }, s.values)
    assert.equal("kt", s.unit)
    assert.same(s.values, ingot.series(indicators():where "value > 0", "output").values)
    local all = ingot.series(indicators())
    assert.same({ "output", "price" }, { all[1].name, all[2].name })
    assert.equal("HERE: series: unknown series 'outputs' (did you mean 'output'?)",
      (raised(function() ingot.series(indicators(), "outputs") end)))
  end)

  it("knows the files it is from, and so does what is made of it", function()
    local data = ingot.indicator("data/prices/*.csv", { monthly = "mean" })
    local lme = ingot.series(data, "lme_cash")
    assert.equal(1, #lme.sources)
    assert.equal(#lme, lme.sources[1].rows)
    assert.equal("string", type(lme.sources[1].hash))
    assert.same(lme.sources, ingot.series.stl(lme).adjusted.sources)
  end)

  it("holds January and February released together in February, flagged", function()
    local list = levels { 3, 4, 5 }
    list[1].period, list[2].period, list[3].period = period "2024-01..02", period "2024-03", period "2024-04"
    local s = ingot.series(list)
    assert.same({ false, 3.0, 4.0, 5.0 }, s.values)
    assert.same({ [2] = "joint" }, s.flags)
    assert.equal("metric, 2024-01 to 2024-04", (tostring(s):gsub("^exports", "metric")))
    local data = ingot.table { series = { "x", "x" }, month = { "2024-02", "2024-03" }, value = { 5, 6 } }
    assert.same({ false, 5.0, 6.0 }, ingot.series(data, "x", { joint = true }).values)
  end)

  it("is made of claims, unknown ones as gaps", function()
    local s = ingot.series(levels { 3, "?", 5 }, { name = "cables" })
    assert.same({ 3.0, false, 5.0 }, s.values)
    assert.same({ "cables", "t" }, { s.name, s.unit })
    assert.equal("exports", s.claims[s.from].metric)
    assert.is_nil(s.changed)
    local other = s:with { values = { 1.0, 2.0, 3.0 } }
    assert.is_true(other.changed)
    assert.is_nil(other.claims)
    local list = levels { 1, 2 }
    assert.equal("HERE: series: item 2: 2024-01 does not follow 2024-02",
      (raised(function() ingot.series { list[2], list[1] } end)))
  end)

  it("gives parts and tables of itself", function()
    local s = ingot.series { name = "x", from = "2015-01", values = { 1, 2, false, 4 },
      flags = { [2] = "imputed", [4] = "projected" } }
    local part = s:span("2015-02", "2015-04")
    assert.same({ 2.0, false, 4.0 }, part.values)
    assert.same({ "imputed", nil, "projected" }, part.flags)
    assert.equal("x, 2015-02 to 2015-04", tostring(part))
    assert.equal("series,month,value,unit,flag\nx,2015-02,2,\"\",imputed\nx,2015-04,4,\"\",projected\n",
      part:table():csv())
    local again = ingot.series(part:table(), "x")
    assert.same({ 2.0, false, 4.0 }, again.values)
    assert.same({ "imputed", nil, "projected" }, again.flags)
    assert.equal("HERE: span: series 'x' is of 2015-01 to 2015-04, got 2014-12 to 2015-02",
      (raised(function() s:span("2014-12", "2015-02") end)))
  end)

  it("refuses what is none", function()
    assert.equal("HERE: series: series 'x': 2015-02: a number, or false for none, expected, got nan",
      ((raised(function()
        ingot.series { name = "x", from = "2015-01", values = { 1, 0 / 0 } }
      end)):gsub("%-nan", "nan")))
    assert.equal("HERE: series: series 'x' has no values",
      (raised(function() ingot.series { name = "x", from = "2015-01", values = { false } } end)))
    assert.equal("HERE: series: unknown option 'form' (did you mean 'from'?)",
      (raised(function() ingot.series { name = "x", form = "2015-01", values = { 1 } } end)))
    assert.equal("HERE: series: series 'x' is by month, quarter or year, its first period is 2015-01..02",
      (raised(function() ingot.series { name = "x", from = "2015-01..02", values = { 1 } } end)))
    assert.equal("HERE: series: a table of indicators, a list of claims or { name = …, from = …, "
      .. "values = … } expected, got number", (raised(function() ingot.series(3) end)))
  end)
end)
