local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"

-- Exports of two codes and imports of one of them, with nothing in 2025-02.
local function sample()
  local function part(flow, hs, kg)
    return ingot.table({
      month = { "2025-01" }, flow = { flow }, hs = { hs }, partner_code = { "429" },
      qty_kg = { kg }, value_usd = { kg * 2 },
    }, { units = { qty_kg = "kg", value_usd = "USD" }, covers = { from = "2025-01", to = "2025-02" } })
  end
  return ingot.cube(part("export", "76011090", 1000):union(part("export", "76141000", 5000))
    :union(part("import", "76011090", 8000)))
end

local function value_of(claim)
  return claim.value and number.text(claim.value) or claim.state
end

describe("what a level takes together", function()
  it("is never two flows, unless the script says so", function()
    local message = "HERE: metric '%s' would count export and import together; slice the cube to one of "
      .. 'them, as cube:slice { flow = "export" }, or to both: flow = { "export", "import" }'
    local primary = sample():slice { hs = "76011090" }
    assert.equal(message:format "value", (raised(function()
      return primary:measure("value", "2025-01")
    end)))
    assert.equal(message:format "unit_value", (raised(function()
      return primary:by("partner"):table("unit_value", "2025-01")
    end)))
    assert.equal("2000", value_of(primary:slice { flow = "export" }:measure("value", "2025-01")))
    assert.equal("18000", value_of(primary:slice { flow = { "export", "import" } }:measure("value",
      "2025-01")))
  end)

  it("is fine where the metric, its formula or the codes leave one flow, or it tells them apart", function()
    ingot.metric "spec_trade" {
      formula = "sum(if_else(flow == 'import', value_usd, -value_usd))", unit = "USD",
    }
    local primary = sample():slice { hs = "76011090" }
    assert.equal("14000", value_of(primary:measure("spec_trade", "2025-01")))
    assert.equal("1", value_of(primary:measure("exports", "2025-01")))
    assert.equal("10000", value_of(sample():slice { hs = "76141000" }:measure("value", "2025-01")))
  end)

  it("is of the same codes in all metrics that another is made of", function()
    local cube = sample()
    local message = "HERE: metric 'net_imports': the data cover exports of 76141000 but not imports; "
      .. 'slice the cube to what both are covered of, as cube:slice { hs = { "76011090" } }'
    assert.equal(message, (raised(function() return cube:measure("net_imports", "2025-01") end)))
    assert.equal(message, (raised(function()
      return cube:by("partner"):table("net_imports", "2025-01")
    end)))
    assert.equal("7", value_of(cube:slice { hs = "76011090" }:measure("net_imports", "2025-01")))
    assert.equal("unknown", value_of(cube:slice { hs = "76141000" }:measure("net_imports", "2025-01")))
  end)

  it("may be of the codes that a metric chooses for itself", function()
    ingot.metric "spec_wire" {
      formula = "sum(qty_kg) / 1000", where = "flow == 'export' and hs == '76141000'", unit = "t",
    }
    ingot.metric "spec_part" { formula = "spec_wire / exports", unit = "" }
    assert.equal("0.8333333333333334", value_of(sample():measure("spec_part", "2025-01")))
  end)

  it("is of months: data without them can be asked nothing", function()
    local undated = ingot.table { flow = { "export" }, qty_kg = { 1 } }
    local dated = ingot.table { month = { "2025-01" }, flow = { "export" }, qty_kg = { 1 } }
    local told = ingot.table({ month = { "2025-01" }, qty_kg = { 1 } }, { types = { month = "text" } })
    local message = "the data have no column 'month', and all is asked by month; columns are "
      .. "'flow', 'qty_kg'"
    assert.equal("HERE: cube: " .. message, (raised(function() ingot.cube(undated) end)))
    assert.equal("HERE: cube: with: 'prices': " .. message,
      (raised(function() ingot.cube(dated, { with = { prices = undated } }) end)))
    assert.equal("HERE: cube: the data are of years: they have a column 'year' and no 'month', by which "
      .. 'all is asked here; ask the table itself, as t:by("year", "partner"):agg { value = "sum(value_usd)" }',
      (raised(function() ingot.cube(ingot.table { year = { 2025 }, qty_kg = { 1 } }) end)))
    assert.equal("HERE: cube: column 'month' is text; read it as months, with types = "
      .. '{ month = "month" }', (raised(function() ingot.cube(told) end)))
  end)
end)
