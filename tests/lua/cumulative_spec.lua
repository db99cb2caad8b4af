-- Single months from cumulative data.

local ingot = require "ingot"
local number = require "ingot.number"
local read = require "ingot.read"
local raised = require "support.raised"
local scratch = require "support.scratch"

-- Cumulative exports of rows { month, partner, t, release }.
local function ytd_of(rows, options)
  local columns = { month = {}, flow = {}, partner_code = {}, qty_kg = {}, release = {} }
  for i, row in ipairs(rows) do
    columns.month[i], columns.partner_code[i], columns.qty_kg[i] = row[1], row[2], row[3]
    columns.release[i] = row[4] or "one"
    columns.flow[i] = "export"
  end
  local given = { units = { qty_kg = "kg" }, types = { qty_kg = "decimal" }, rows = #rows }
  for key, value in pairs(options or {}) do given[key] = value end
  return ingot.table(columns, given)
end

-- A table as "month partner value" lines.
local function lines(data)
  local out = {}
  for i = 1, #data do
    out[i] = ("%s %s %s"):format(data:text(i, "month"), data:text(i, "partner_code"),
      data:text(i, "qty_kg") or "missing")
  end
  table.sort(out)
  return out
end

local function level(data, within)
  local claim = ingot.cube(data):measure("exports", within)
  return claim.value and number.text(claim.value) or claim.state
end

describe("ingot.months_of_ytd", function()
  it("takes the difference to the month before, cell by cell, exactly", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", "10.001" }, { "2025-02", "429", "25.004" }, { "2025-03", "429", "25.004" },
      { "2025-01", "311", "1" }, { "2025-02", "311", "3" }, { "2025-03", "311", "7" },
    }, { "qty_kg" })
    assert.same({ "2025-01 311 1.000", "2025-01 429 10.001", "2025-02 311 2.000",
      "2025-02 429 15.003", "2025-03 311 4.000", "2025-03 429 0.000" }, lines(single))
    assert.equal("kg", single:schema()[5].unit or single:schema()[4].unit)
  end)

  it("begins each year anew", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2024-12", "429", 90 }, { "2025-01", "429", 10 }, { "2025-02", "429", 30 },
    }, { "qty_kg" })
    assert.same({ "2024-12 429 missing", "2025-01 429 10", "2025-02 429 20" }, lines(single))
    assert.equal("unknown", level(single, "2024-12"))
    assert.equal("0.02", level(single, "2025-02"))
  end)

  it("takes February without January for both, joint", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-02", "429", 24000 }, { "2025-03", "429", 39000 },
    }, { "qty_kg" })
    assert.equal("unknown", level(single, "2025-02"))
    assert.equal("24", level(single, "2025-01..02"))
    assert.equal("15", level(single, "2025-03"))
    assert.equal("25", number.text(ingot.cube(single):measure("exports", "2025-03").mom.value))
  end)

  it("does not know the month after one that is absent", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", 10 }, { "2025-03", "429", 30 }, { "2025-04", "429", 45 },
    }, { "qty_kg" })
    assert.same({ "2025-01 429 10", "2025-03 429 missing", "2025-04 429 15" }, lines(single))
    assert.equal("unknown", level(single, "2025-02"))
    assert.equal("unknown", level(single, "2025-03"))
    assert.equal("0.015", level(single, "2025-04"))
  end)

  it("takes a cell without a row, where others have one, for zero up to then", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", 10 }, { "2025-02", "429", 30 }, { "2025-02", "311", 7 },
    }, { "qty_kg" })
    assert.same({ "2025-01 429 10", "2025-02 311 7", "2025-02 429 20" }, lines(single))
  end)

  it("does not know a cell that had a row and has none any more", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", 10 }, { "2025-01", "311", 5 }, { "2025-02", "429", 30 },
    }, { "qty_kg" })
    assert.same({ "2025-01 311 5", "2025-01 429 10", "2025-02 311 missing", "2025-02 429 20" },
      lines(single))
  end)

  it("does not know the difference to a value that is missing", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", nil }, { "2025-02", "429", 30 }, { "2025-03", "429", 35 },
    }, { "qty_kg" })
    assert.same({ "2025-01 429 missing", "2025-02 429 missing", "2025-03 429 5" }, lines(single))
  end)

  it("never takes a difference between vintages", function()
    local single = ingot.months_of_ytd(ytd_of {
      { "2025-01", "429", 10, "old" }, { "2025-02", "429", 30, "old" },
      { "2025-01", "429", 12, "new" }, { "2025-02", "429", 33, "new" },
      { "2025-04", "429", 70, "new" },
    }, { "qty_kg", vintage = "release" })
    assert.same({ "2025-01 429 10", "2025-01 429 12", "2025-02 429 20", "2025-02 429 21",
      "2025-04 429 missing" }, lines(single))
  end)

  it("asks for the vintage where a cell has two rows of a month", function()
    local twice = ytd_of { { "2025-01", "429", 10 }, { "2025-01", "429", 12 } }
    local message = raised(function() ingot.months_of_ytd(twice, { "qty_kg" }) end)
    assert.truthy(message:find("HERE: months_of_ytd: two rows of month = 2025-01 in group ", 1, true))
    assert.truthy(message:find('; name the column that tells downloads apart, as vintage = "file"', 1,
      true))
  end)

  it("is done by the reader, so that a claim can be computed again", function()
    local folder <close> = scratch.new()
    local path = folder:write("ytd.csv", "month,flow,partner_code,qty_kg\n"
      .. "2025-01,export,429,10000\n2025-02,export,429,30000\n")
    local single = ingot.read(path, { ytd = { "qty_kg" }, units = { qty_kg = "kg" },
      types = { partner_code = "text" } })
    assert.equal("20", level(single, "2025-02"))
    assert.equal(path, ingot.cube(single):measure("exports", "2025-02").sources[1].path)
    assert.same({ "qty_kg" }, ingot.cube(single):measure("exports", "2025-02").sources[1].options.ytd)
    assert.equal("months_of_ytd: unknown value column 'qty' (did you mean 'qty_kg'?)",
      (raised(ingot.read, path, { ytd = { "qty_kgs" } }):gsub("^.-: months", "months")
        :gsub("qty_kgs", "qty")))
  end)

  it("warns of values that fall, naming file, cell and month", function()
    local folder <close> = scratch.new()
    local path = folder:write("ytd.csv", "month,flow,partner_code,qty_kg\n"
      .. "2025-01,export,429,300\n2025-02,export,429,500\n2025-03,export,429,450\n"
      .. "2025-01,export,311,9\n2025-02,export,311,8\n2025-03,export,311,8\n")
    local before = #read.warnings()
    local single = ingot.read(path, { ytd = { "qty_kg" }, units = { qty_kg = "kg" },
      types = { partner_code = "text" } })
    assert.equal("-0.05", level(single, "2025-03"))
    local warnings = read.warnings()
    assert.same({ before + 1, path, "'qty_kg' of flow export, partner_code 311 falls from 9 to 8 in "
      .. "2025-02, though it is cumulative: the month is below zero, a correction of months before or "
      .. "a mistake; so do 1 more" },
      { #warnings, warnings[#warnings].file, warnings[#warnings].message })
    ingot.months_of_ytd(ytd_of { { "2025-01", "429", 10 }, { "2025-02", "429", 7 } }, { "qty_kg" })
    warnings = read.warnings()
    assert.equal("'qty_kg' of flow export, partner_code 429, release one falls from 10 to 7 in 2025-02, "
      .. "though it is cumulative: the month is below zero, a correction of months before or a mistake",
      warnings[before + 2].message)
    ingot.months_of_ytd(ytd_of { { "2024-12", "429", 10 }, { "2025-01", "429", 7 } }, { "qty_kg" })
    assert.equal(before + 2, #read.warnings())
  end)

  it("refuses what it cannot make sense of", function()
    local data = ytd_of { { "2025-01", "429", 10 } }
    local function refused(options, of)
      return (raised(function() ingot.months_of_ytd(of or data, options) end))
    end
    assert.equal('HERE: months_of_ytd: the cumulative columns are needed, as { "value_usd" }',
      refused {})
    assert.equal("HERE: months_of_ytd: unknown value column 'qty_kgs' (did you mean 'qty_kg'?)",
      refused { "qty_kgs" })
    assert.equal("HERE: months_of_ytd: unknown option 'vintge' (did you mean 'vintage'?)",
      refused { "qty_kg", vintge = "release" })
    assert.equal("HERE: months_of_ytd: column 'flow' is text, a number is expected",
      refused { "flow" })
    assert.equal("HERE: months_of_ytd: column 'usd' is a number: name it among the cumulative "
      .. 'columns, or name the keys, as keys = { "hs", "partner_code" }',
      refused({ "qty_kg" }, data:derive { usd = "2" }))
    assert.equal('HERE: months_of_ytd: a table or query, and { "value_usd", … } expected, got number '
      .. "and table", refused({}, 3))
  end)
end)
