local given = require "ingot.index.given"
local ingot = require "ingot"
local raised = require "support.raised"

local function new(name, values, more)
  local fields = { name = name, from = "2024-01", values = values }
  for key, value in pairs(more or {}) do
    fields[key] = value
  end
  return ingot.series(fields)
end

local function indicators(names, months, values)
  return ingot.table({ { "series", names }, { "month", months }, { "value", values } },
    { types = { month = "month", value = "real" } })
end

local function names_of(source)
  local names = {}
  for i, one in ipairs(given.all(source)) do
    names[i] = one.name
  end
  return names
end

local function message(source)
  return (raised(function() given.all(source) end))
end

describe("what an index is made of", function()
  it("is a table of indicators, a series, a list of them, or such under names", function()
    local table_ = indicators({ "b", "a", "a" }, { "2024-02", "2024-04", "2024-01" }, { 1.5, 3, 2 })
    assert.same({ "b", "a" }, names_of(table_))
    assert.same({ 2.0, false, false, 3.0 }, given.all(table_)[2].values)
    assert.same({ "x" }, names_of(new("x", { 1 })))
    assert.same({ "x" }, names_of { name = "x", from = "2024-01", values = { 1 } })
    assert.same({ "x", "y" }, names_of { new("x", { 1 }), new("y", { 1 }) })
    assert.same({ "x", "other" }, names_of { new("x", { 1 }), other = new("y", { 1 }) })
  end)

  it("is refused where the script gave it", function()
    assert.equal("HERE: series: there are two series 'x'", message { new("x", { 1 }), new("x", { 2 }) })
    assert.equal("HERE: series: a table of indicators, a list of claims or { name = …, from = …, "
      .. "values = … } expected, got number", message { 5 })
    assert.equal("HERE: series: a table of indicators, a list of claims or { name = …, from = …, "
      .. "values = … } expected, got number", message(5))
    assert.equal("HERE: series: item 1: one series expected, got a table of 2",
      message { indicators({ "b", "a" }, { "2024-02", "2024-01" }, { 1, 2 }) })
    assert.equal("HERE: series: series 'a' has two values of 2024-01",
      message(indicators({ "a", "a" }, { "2024-01", "2024-01" }, { 1, 2 })))
  end)

  it("may hold quarters that no component asks for, and months without a value at its ends", function()
    ingot.index "given" { method = "nber", components = { "x", "y" } }
    local built = ingot.index.of("given", { new("x", { false, 3, 4, 5, false }), new("y", { false, 9, 8, 7 }),
      ingot.series { name = "gdp", from = "2024-Q1", values = { 1 } } })
    assert.same({ "2024-02", "2024-04" }, { tostring(built.from), tostring(built.to) })
    assert.same({}, built.notices)
  end)
end)
