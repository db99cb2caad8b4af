-- A value, zero, or unknown: what is not known never reads as zero, through any measure.

local ingot = require "ingot"
local number = require "ingot.number"

-- Exports of rows { month, partner, kg }; nil is a cell that is missing.
local function table_of(rows, options)
  local columns = { month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {} }
  for i, row in ipairs(rows) do
    columns.month[i], columns.partner_code[i], columns.qty_kg[i] = row[1], row[2], row[3]
    columns.flow[i], columns.hs[i] = "export", "76141000"
  end
  local given = { units = { qty_kg = "kg" }, types = { qty_kg = "decimal" }, rows = #rows }
  for key, value in pairs(options or {}) do given[key] = value end
  return ingot.table(columns, given)
end

local function value(claim) return claim.value and number.text(claim.value) or claim.state end

describe("a cell that is missing", function()
  local cube

  before_each(function()
    cube = ingot.cube(table_of {
      { "2025-03", "429", 1000 }, { "2025-03", "311", 1000 },
      { "2025-04", "429", nil }, { "2025-04", "311", 3000 },
    })
  end)

  it("makes the total unknown, and says how many rows have no value", function()
    local total = cube:measure("exports", "2025-04")
    assert.equal("unknown", total.state)
    assert.equal("1 of 2 rows of 2025-04 have no value", total.reason)
    assert.equal(2, total.rows)
  end)

  it("makes its member unknown, not the others", function()
    local by = cube:by "partner"
    local mexico = by:one("Mexico", "exports", "2025-04").exports
    assert.equal("unknown", mexico.state)
    assert.equal("the rows of 2025-04 give no value", mexico.reason)
    assert.equal("3", value(by:one("Portugal", "exports", "2025-04").exports))
  end)

  it("makes shares, changes and the year to date unknown, with the reason", function()
    local total = cube:measure("exports", "2025-04")
    assert.equal("1 of 2 rows of 2025-04 have no value", total.mom.reason)
    local portugal = cube:by("partner"):one("Portugal", "exports", "2025-04").exports
    assert.equal("unknown", portugal.share.state)
    assert.equal("1 of 2 rows of 2025-04 have no value", portugal.share.reason)
    local may = ingot.cube(table_of({ { "2025-01", "429", 1 }, { "2025-04", "429", nil },
      { "2025-05", "429", 5 } })):measure("exports", "2025-05")
    assert.equal("its base is 2025-04, and the rows of 2025-04 give no value", may.mom.reason)
    assert.equal("1 of 3 rows of 2025-01..05 have no value", may.ytd.reason)
  end)

  it("makes ranks unknown among whom it would stand", function()
    local portugal = cube:by("partner"):one("Portugal", "exports", "2025-04").exports
    assert.equal("unknown", portugal.rank.state)
    assert.equal("the level of 1 of those it is ranked among is missing", portugal.rank.reason)
    assert.equal("unknown", portugal.streak.state)
  end)

  it("makes metrics made of metrics unknown, and ranks by them", function()
    ingot.metric "twice_exports" { formula = "exports * 2", unit = "t" }
    local total = cube:measure("twice_exports", "2025-04")
    assert.equal("unknown", total.state)
    assert.equal("exports is unknown: 1 of 2 rows of 2025-04 have no value", total.reason)
    local portugal = cube:by("partner"):one("Portugal", "twice_exports", "2025-04").twice_exports
    assert.equal("6", value(portugal))
  end)

  it("is passed over where the formula says what to take for it", function()
    ingot.metric "known_exports" { formula = "sum(coalesce(qty_kg, 0)) / 1000", unit = "t",
      where = "flow == 'export'" }
    assert.equal("3", value(cube:measure("known_exports", "2025-04")))
  end)
end)

describe("what is not covered", function()
  it("is unknown in an extract by top and limit", function()
    local whole = table_of { { "2025-04", "429", 1000 }, { "2025-04", "311", 3000 } }
    for _, part in ipairs { whole:top(1, { by = "qty_kg" }), whole:limit(1) } do
      local level = ingot.cube(part):measure("exports", "2025-04")
      assert.equal("unknown", level.state)
      assert.equal("the data cover no month of it", level.reason)
    end
  end)

  it("makes a period of which it is a part unknown, and the year to date", function()
    local cube = ingot.cube(table_of { { "2025-03", "429", 1000 }, { "2025-04", "429", 2000 } })
    for _, within in ipairs { "2025-Q1", "2025-H1", "2025", "2025-04..05" } do
      assert.equal("unknown", cube:measure("exports", within).state)
    end
    local april = cube:measure("exports", "2025-04")
    assert.equal("unknown", april.ytd.state)
    assert.equal("the data cover 2025-03 to 2025-04", april.ytd.reason)
    assert.equal("unknown", april.ytd_yoy.state)
  end)

  it("is unknown of a member too, though a covered member without a row is zero", function()
    local by = ingot.cube(table_of { { "2025-03", "429", 1000 }, { "2025-04", "311", 2000 } })
      :by "partner"
    assert.equal("zero", by:one("Mexico", "exports", "2025-04").exports.state)
    assert.equal("unknown", by:one("Mexico", "exports", "2025-05").exports.state)
    assert.equal("from_zero", by:one("Portugal", "exports", "2025-04").exports.mom.state)
    assert.equal("unknown", by:one("Portugal", "exports", "2025-03").exports.mom.state)
  end)
end)
