local ingot = require "ingot"
local metric = require "ingot.metric"
local number = require "ingot.number"
local raised = require "support.raised"
local random = require "support.random"

if not pcall(metric.get, "export_value") then
  ingot.metric "export_value" {
    formula = "sum(value_usd)", unit = "USD", where = "flow == 'export'",
  }
end

-- Two codes and three partners in February 2024 and 2025; nothing in January 2025.
local function sample(more)
  local columns = {
    month = { "2024-02", "2024-02", "2024-02", "2025-02", "2025-02", "2025-02" },
    flow = { "export", "export", "export", "export", "export", "export" },
    hs = { "76141000", "76149000", "76141000", "76141000", "76149000", "76141000" },
    partner_code = { "429", "429", "311", "429", "344", "311" },
    qty_kg = { 4000, 2000, 1000, 6000, 1000, 3000 },
    value_usd = { 4000, 3000, 1000, 9000, 2000, 3000 },
  }
  for name, values in pairs(more or {}) do
    columns[name] = values
  end
  return ingot.cube(ingot.table(columns, {
    units = { qty_kg = "kg", value_usd = "USD" }, covers = { from = "2024-02", to = "2025-02" },
  }))
end

local prices <const> = { value = "export_value", quantity = "exports" }

-- A row's effects as text, in order.
local function effects(row, ...)
  local list = { row.name }
  for i, name in ipairs { ... } do
    list[i + 1] = row[name].value and number.text(row[name].value) or row[name].state
  end
  return list
end

local function message(call)
  return (raised(call))
end

describe("cube:by(…):contributions", function()
  it("gives points of growth that add up to the growth of the total", function()
    local parts = sample():by("partner"):contributions("exports", "2025-02")
    assert.equal("2024-02", tostring(parts.base_period))
    assert.same({ "Mexico", "0", "0" }, effects(parts.rows[1], "contribution", "printed"))
    assert.same({ "Portugal", "28.571428571428573", "28.57" },
      effects(parts.rows[2], "contribution", "printed"))
    assert.same({ "Russia", "14.285714285714286", "14.29" },
      effects(parts.rows[3], "contribution", "printed"))
    assert.same({ "Total", "42.857142857142854", "42.86" },
      effects(parts.total, "contribution", "printed"))
    assert.equal(number.text(sample():measure("exports", "2025-02").yoy.value),
      number.text(parts.total.contribution.value))
  end)

  it("keeps what the levels of a metric made of metrics are made of", function()
    ingot.metric "spec_worth" { formula = "export_value - 0.5 * export_value", unit = "USD" }
    local row = sample():by("partner"):contributions("spec_worth", "2025-02").rows[1]
    local level = row.contribution.operands[1]
    assert.same({ "spec_worth", "export_value" }, { level.name, level.operands[1].name })
  end)

  it("puts all but the largest movers in one row", function()
    local parts = sample():by("partner"):contributions("exports", "2025-02",
      { top = 1, others = "All others", decimals = 0 })
    assert.same({ "Portugal", "29" }, effects(parts.rows[1], "printed"))
    assert.same({ "All others", "14" }, effects(parts.rows[2], "printed"))
    assert.equal("344 429", parts.rows[2].contribution.subject.code)
    assert.equal("344 429", parts.rows[2].contribution.where.partner)
    assert.equal(2, #parts.rows)
  end)

  it("has its levels and the whole as operands", function()
    local claim = sample():by("partner"):contributions("exports", "2025-02").rows[2].contribution
    local operands = {}
    for i, operand in ipairs(claim.operands) do
      operands[i] = ("%s %s %s"):format(operand.of or "", operand.period,
        number.text(operand.value))
    end
    assert.same({ " 2025-02 3", "base 2024-02 1", "whole 2024-02 7" }, operands)
    assert.equal("100 * (exports - base) / whole", claim.formula)
    assert.same({ "pp", 5 }, { claim.unit, claim.rows })
  end)

  it("is unknown against what is not covered, and against nothing", function()
    local cube = sample()
    local parts = cube:by("partner"):contributions("exports", "2024-02")
    assert.same({ "unknown", "its base is 2023-02, and the data cover 2024-02 to 2025-02" },
      { parts.total.contribution.state, parts.total.contribution.reason })
    parts = cube:by("partner"):contributions("exports", "2025-02", { against = "mom" })
    assert.same({ "unknown", "nothing was traded in 2025-01 to have grown from" },
      { parts.rows[1].printed.state, parts.rows[1].printed.reason })
    assert.equal(4, #parts:table())
  end)

  it("is a table, the total last", function()
    local table_ = sample():by("partner"):contributions("exports", "2025-02"):table()
    local names = {}
    for i, column in ipairs(table_:schema()) do
      names[i] = column.name .. " " .. (column.unit or "")
    end
    assert.same({ "partner_code ", "partner ", "contribution pp", "printed pp" }, names)
    assert.equal("Total", table_:text(4, "partner"))
    assert.is_nil(table_:text(4, "partner_code"))
    assert.same({ 4286, 2 }, { table_:exact(4, "printed") })
  end)
end)

describe("cube:by(…):shift_share", function()
  it("splits the change of a part into the whole's, its kinds' and its own", function()
    local cube = sample()
    local mexico = cube:slice { partner = "Mexico" }
    local parts = mexico:by("hs"):shift_share("exports", "2025-02", { of = cube })
    assert.equal(2, #parts.rows)
    assert.same({ "1.714", "1.486", "-1.2", "2" },
      { table.unpack(effects(parts.rows[1], "overall", "structure", "own", "change"), 2) })
    assert.same({ "0.857", "-1.857", "-1", "-2" },
      { table.unpack(effects(parts.rows[2], "overall", "structure", "own", "change"), 2) })
    assert.same({ "Total", "2.571", "-0.371", "-2.2", "0" },
      effects(parts.total, "overall", "structure", "own", "change"))
  end)

  it("refuses a whole that is none", function()
    local cube = sample()
    local mexico = cube:slice { partner = "Mexico" }
    assert.equal("HERE: shift_share: the part does not lie in the whole; slice it from the cube of "
      .. "the whole", message(function()
      cube:by("hs"):shift_share("exports", "2025-02", { of = mexico })
    end))
    assert.equal("HERE: shift_share: of = the cube of the whole expected, as "
      .. "{ of = ingot.cube(customs) }", message(function()
      mexico:by("hs"):shift_share("exports", "2025-02")
    end))
  end)
end)

describe("cube:by(…):price_volume_mix", function()
  it("splits a change of value, new and ended cells apart", function()
    local parts = sample():by("partner"):price_volume_mix("2025-02", prices)
    local names = { "price", "volume", "mix", "new", "ended", "unmeasured", "change" }
    assert.same({ "Mexico", "2000", "2000", "-2000", "0", "0", "0", "2000" },
      effects(parts.rows[1], table.unpack(names)))
    assert.same({ "Russia", "0", "0", "0", "2000", "0", "0", "2000" },
      effects(parts.rows[3], table.unpack(names)))
    assert.same({ "Total", "2000", "2286", "-286", "2000", "0", "0", "6000" },
      effects(parts.total, table.unpack(names)))
    assert.same({ "kept", "kept", "new" },
      { parts.rows[1].kind, parts.rows[2].kind, parts.rows[3].kind })
    assert.equal("a unit value mixes price and composition", parts.note)
  end)

  it("closes to the last unit over random data", function()
    local r = random(3)
    local more = { month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {}, value_usd = {} }
    for i = 1, 60 do
      more.month[i], more.flow[i] = r:pick { "2024-02", "2025-02" }, "export"
      more.hs[i], more.partner_code[i] = "76141000", r:pick { "429", "311", "344", "110", "116" }
      more.qty_kg[i] = r:chance(20) and 0 or r:below(9999)
      more.value_usd[i] = r:below(99999)
    end
    local parts = sample(more):by("partner"):price_volume_mix("2025-02", prices)
    local names, change = { "price", "volume", "mix", "new", "ended", "unmeasured" }, nil
    for _, row in ipairs { parts.total, table.unpack(parts.rows) } do
      local sum = number.exact(0, 0)
      for _, name in ipairs(names) do
        sum = sum + row[name].value
      end
      assert.equal(number.text(row.change.value), number.text(sum))
      change = change or sum
    end
    local now = sample(more):measure("export_value", "2025-02")
    assert.equal(number.text(now.value - now.base.value), number.text(change))
  end)

  it("refuses metrics that do not add up, and asks for both", function()
    assert.equal("HERE: price_volume_mix: unit_value does not add up over parts", message(function()
      sample():by("hs"):price_volume_mix("2025-02", { value = "unit_value", quantity = "exports" })
    end))
    assert.equal('HERE: price_volume_mix: quantity = the name of a metric expected, as '
      .. '{ value = "value", quantity = "exports" }', message(function()
      sample():by("hs"):price_volume_mix("2025-02", { value = "export_value" })
    end))
  end)
end)

describe("cube:by(…):price_index", function()
  it("gives indices of unit values, 100 the base period, with their caveat", function()
    local parts = sample():by("partner")
    local function index(kind)
      local claim = parts:price_index("2025-02", kind, prices)
      return claim:text() .. " " .. claim.kind .. ": " .. claim.note
    end
    assert.equal("125.0 laspeyres: a unit value mixes price and composition", index "laspeyres")
    assert.equal("120.0 paasche: a unit value mixes price and composition", index "paasche")
    assert.equal("122.5 fisher: a unit value mixes price and composition", index "fisher")
  end)

  it("refuses another kind", function()
    assert.equal("HERE: price_index: 'laspeyres', 'paasche' or 'fisher' expected, got 'fischer' "
      .. "(did you mean 'fisher'?)", message(function()
      sample():by("hs"):price_index("2025-02", "fischer", prices)
    end))
  end)
end)

describe("cube:by(…):concentration", function()
  it("gives claims by name", function()
    local parts = sample():by("partner"):concentration("exports", "2025-02")
    assert.same({ "0.4600", "60.0%", "90.0%", "2.2" }, { parts.hhi:text(),
      parts.cr1:text(), parts.cr2:text(), parts.effective:text() })
    assert.equal("hhi by exports among partner", parts.hhi.formula)
    assert.equal("HERE: a concentration has no 'hhl'; ask hhi, effective, theil, or cr1, cr2, cr3 …",
      message(function() return parts.hhl end))
  end)

  it("is unknown where nothing was traded", function()
    local parts = sample():by("partner"):concentration("exports", "2025-01")
    assert.same({ "unknown", "there was no trade in 2025-01" }, { parts.hhi.state, parts.hhi.reason })
  end)
end)

describe("decompositions", function()
  it("name the nearest option, metric and base", function()
    local parts = sample():by("partner")
    assert.equal("HERE: contributions: unknown option 'tops' (did you mean 'top'?)", message(function()
      parts:contributions("exports", "2025-02", { tops = 3 })
    end))
    assert.equal("HERE: contributions: against = 'yoi': 'yoy' or 'mom' expected (did you mean 'yoy'?)",
      message(function() parts:contributions("exports", "2025-02", { against = "yoi" }) end))
    assert.equal("HERE: contributions: top: a whole number from 1 expected, got 0",
      message(function() parts:contributions("exports", "2025-02", { top = 0 }) end))
    assert.equal("HERE: contributions: unit_value does not add up over parts",
      message(function() parts:contributions("unit_value", "2025-02") end))
    assert.equal("HERE: unknown metric 'export' (did you mean 'exports'?)",
      message(function() parts:contributions("export", "2025-02") end))
  end)
end)

describe("decompositions of the sample data", function()
  local function cable()
    return ingot.cube(ingot.read("data/customs/export-*.csv",
      { profile = "gacc-zh", flow = "export" })):slice { product = "wire_cable" }
  end

  it("add up to the growth of April 2025, as printed", function()
    local parts = cable():by("partner"):contributions("exports", "2025-04", { top = 5 })
    local sum = number.exact(0, 0)
    for _, row in ipairs(parts.rows) do
      sum = sum + row.printed.value
    end
    assert.same({ 6, "8.43", "8.43" },
      { #parts.rows, number.text(sum), number.text(parts.total.printed.value) })
  end)

  it("add up to the change of its value to the last dollar", function()
    local cube = cable()
    local parts = cube:by("hs"):price_volume_mix("2025-04", prices)
    local level = cube:measure("export_value", "2025-04")
    local sum = number.exact(0, 0)
    for _, name in ipairs { "price", "volume", "mix", "new", "ended", "unmeasured" } do
      sum = sum + parts.total[name].value
    end
    assert.equal(number.text(level.value - level.base.value), number.text(sum))
  end)
end)
