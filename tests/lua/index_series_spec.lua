local ingot = require "ingot"
local given = require "ingot.index.given"
local series = require "ingot.index.series"
local raised = require "support.raised"

local function new(more)
  local fields = { name = "output", unit = "kt", from = "2024-01", values = { 1, false, 3.5 } }
  for key, value in pairs(more or {}) do
    fields[key] = value
  end
  return series.new(fields)
end

local function message(more)
  return (raised(function() new(more) end))
end

describe("ingot.index.series", function()
  it("holds doubles from a month on, and false where there is none", function()
    local one = new()
    assert.same({ "output", "kt", ingot.period "2024-01".from }, { one.name, one.unit, one.from })
    assert.same({ 1.0, false, 3.5 }, one.values)
    assert.equal("float", math.type(one.values[1]))
    assert.equal("2024-03", series.month(one, 3))
  end)

  it("cuts ends without values off, with their flags", function()
    local one = new { values = { false, false, 4, 5, false }, flags = { [3] = "imputed" } }
    assert.same({ 4.0, 5.0 }, one.values)
    assert.equal("2024-03", series.month(one, 1))
    assert.same({ "imputed" }, one.flags)
  end)

  it("is changed by making another", function()
    local one = new { flags = { [1] = "imputed" } }
    local other = series.with(one, { values = { 2, 4, 6 } })
    assert.same({ 1.0, false, 3.5 }, one.values)
    assert.same({ 2, 4, 6 }, other.values)
    assert.same({ "imputed" }, other.flags)
  end)

  it("comes from a table of indicators", function()
    local data = ingot.table({ { "series", { "b", "a", "a" } },
      { "month", { "2024-02", "2024-04", "2024-01" } }, { "value", { 1.5, 3, 2 } },
      { "unit", { "kt", "%", "%" } } }, { types = { month = "month", value = "real" } })
    local list = given.all(data)
    assert.equal(2, #list)
    assert.same({ 2.0, false, false, 3.0 }, list[1].values)
    assert.same({ "a", "%", "b", "kt" }, { list[1].name, list[1].unit, list[2].name, list[2].unit })
  end)

  it("refuses what it cannot mean, naming series and month", function()
    assert.equal("HERE: series: unknown field 'form' (did you mean 'from'?)", message { form = 1 })
    assert.equal('HERE: series: from: the first month expected, as "2015-01", got 2024-Q1',
      message { from = "2024-Q1" })
    assert.equal("HERE: series: series 'output': 2024-02: a number or false expected, got x",
      message { values = { 1, "x" } })
    assert.equal("HERE: series: series 'output': 2024-02: a number or false expected, got "
      .. tostring(0 / 0), message { values = { 1, 0 / 0 } })
    assert.equal("HERE: series: series 'output' has no values", message { values = { false } })
    assert.equal("HERE: series: name: a text expected, got 5", message { name = 5 })
    local doubled = ingot.table({ { "series", { "a", "a" } }, { "month", { "2024-01", "2024-01" } },
      { "value", { 1, 2 } } }, { types = { month = "month" } })
    assert.equal("series 'a' has two values of 2024-01", select(2, given.all(doubled)))
    assert.equal("there are two series 'output'", select(2, given.all { new(), new() }))
    assert.equal("series 'gdp' is by the quarter; monthly values expected", select(2, given.all {
      { name = "gdp", unit = "", frequency = "quarter", from = 24000, values = { 1 } } }))
    assert.equal("item 1: a series or a list of claims expected, got number", select(2,
      given.all { 5 }))
    assert.equal("a table of indicators or a list of series expected, got number",
      select(2, given.all(5)))
  end)
end)
