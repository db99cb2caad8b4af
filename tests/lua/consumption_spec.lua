local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"

local function trade()
  return ingot.cube(ingot.table({
    month = { "2025-01", "2025-01" }, flow = { "export", "import" }, hs = { "76011090", "76011090" },
    partner_code = { "429", "429" }, qty_kg = { 12500, 210000 },
  }, { units = { qty_kg = "kg" }, covers = { from = "2025-01", to = "2025-01" } }))
end

local function message(given)
  return (raised(function() ingot.apparent_consumption(given) end))
end

describe("ingot.apparent_consumption", function()
  it("adds claims and numbers exactly and says whether stocks are in it", function()
    local cube = trade()
    local parts = {
      production = "3600.25", imports = cube:measure("imports", "2025-01"),
      exports = cube:measure("exports", "2025-01"),
    }
    local total = ingot.apparent_consumption(parts)
    assert.equal("3797.75", number.text(total.value))
    assert.same({ "not adjusted for stocks", "production + imports - exports", "t", "2025-01", 2 },
      { total.note, total.formula, total.unit, tostring(total.period), total.rows })
    assert.equal("sum(qty_kg) / 1000", total.operands[2].formula)
    parts.stock_change = -10
    total = ingot.apparent_consumption(parts)
    assert.equal("3807.75", number.text(total.value))
    assert.same({ "stock-adjusted", "production + imports - exports - stock_change" },
      { total.note, total.formula })
  end)

  it("is unknown when a part is", function()
    local cube = trade()
    local total = ingot.apparent_consumption {
      production = 5, imports = cube:measure("imports", "2025-02"), exports = 0,
    }
    assert.same({ "unknown", "imports is unknown: the data cover 2025-01" },
      { total.state, total.reason })
  end)

  it("refuses unlike units and periods, and what is missing", function()
    local cube = trade()
    local january = cube:measure("imports", "2025-01")
    assert.equal("HERE: apparent_consumption: exports is missing; nothing traded is 0",
      message { production = 1, imports = 2 })
    assert.equal("HERE: apparent_consumption: imports is in t, 万吨 expected",
      message { production = 1, imports = january, exports = 0, unit = "万吨" })
    assert.equal("HERE: apparent_consumption: exports is of 2025-02, not of 2025-01",
      message { production = 1, imports = january, exports = cube:measure("exports", "2025-02") })
    assert.equal("HERE: apparent_consumption: a period expected, as period = \"2025-04\"",
      message { production = 1, imports = 2, exports = 3 })
    assert.equal("HERE: apparent_consumption: unknown field 'import' (did you mean 'imports'?)",
      message { import = 2 })
  end)
end)
