local claim = require "ingot.claim"
local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"
local reference = require "support.reference"

-- A series of levels in tonnes from 2024-01 on; "?" is a month that is not covered, "-" one left
-- out of the series.
local function series(levels, from)
  local list, month = {}, period(from or "2024-01")
  for _, level in ipairs(levels) do
    local known <const> = level ~= "?"
    if level ~= "-" then
      list[#list + 1] = claim.new {
        kind = "level", metric = "exports", period = month, unit = "t", where = {}, operands = {},
        sources = {}, rows = 1, formula = "sum(qty_kg) / 1000", display = { unit = "t" },
        state = known and "value" or "unknown", value = known and number.from(level) or nil,
        reason = not known and "the data do not cover it" or nil,
      }
    end
    month = month + 1
  end
  return list
end

local function words(runs)
  local list = {}
  for i, run in ipairs(runs) do
    list[i] = ("%s %d from %s to %s"):format(run.direction, run.length, run.from.period, run.to.period)
  end
  return list
end

describe("ingot.runs", function()
  it("counts rises and falls in a row, broken by no change", function()
    assert.same({ "rise 2 from 2024-01 to 2024-03", "fall 1 from 2024-03 to 2024-04",
      "fall 1 from 2024-05 to 2024-06" }, words(ingot.runs(series { 1, 2, 3, 2, 2, 1 })))
  end)

  it("is broken by an unknown and by a month left out", function()
    assert.same({ "rise 1 from 2024-01 to 2024-02", "rise 1 from 2024-04 to 2024-05" },
      words(ingot.runs(series { 1, 2, "?", 4, 5 })))
    assert.same({ "rise 1 from 2024-01 to 2024-02", "rise 1 from 2024-04 to 2024-05" },
      words(ingot.runs(series { 1, 2, "-", 4, 5 })))
  end)

  it("refuses what is no series", function()
    assert.equal("HERE: runs: a series expected, as cube:series(\"exports\", period:last(24)), got "
      .. "number", (raised(function() ingot.runs(3) end)))
    local list = series { 1, 2 }
    assert.equal("HERE: runs: item 2: 2024-01 does not follow 2024-02",
      (raised(function() ingot.runs { list[2], list[1] } end)))
    assert.equal("HERE: runs: item 2 is in %, the first in t",
      (raised(function()
        list[2].unit = "%"
        ingot.runs(list)
      end)))
  end)
end)

describe("ingot.run", function()
  it("is the run a series ends in, as a claim on its levels", function()
    local run = ingot.run(series { 9, 5, 6, 8 })
    assert.equal("2", number.text(run.value))
    assert.equal(4, #run.operands) -- with the one that shows where it began
    assert.equal("5", number.text(run.operands[3].value))
    assert.equal("-1", number.text(ingot.run(series { 5, 6, 3 }).value))
    assert.equal("zero", ingot.run(series { 5, 6, 6 }).state)
  end)

  it("is unknown when the last step is", function()
    local run = ingot.run(series { 5, "?", 6 })
    assert.same({ "unknown", "the level before 2024-03 is not known" }, { run.state, run.reason })
    assert.equal("HERE: run: two levels or more expected",
      (raised(function() ingot.run(series { 5 }) end)))
  end)
end)

describe("ingot.turning_points", function()
  local function turns(levels, k)
    local list = {}
    for i, turn in ipairs(ingot.turning_points(series(levels), k)) do
      list[i] = turn.kind .. " " .. tostring(turn.level.period)
    end
    return list
  end

  it("finds what stands out among k neighbours on both sides", function()
    assert.same({ "peak 2024-03", "trough 2024-06" }, turns { 1, 2, 5, 4, 3, 1, 2, 3 })
    assert.same({ "peak 2024-03", "trough 2024-06" }, turns({ 1, 2, 5, 4, 3, 1, 2 }, 1))
    assert.same({}, turns { 5, 1, 2, 3, 9 })
  end)

  it("takes the first of equal levels, and none next to an unknown", function()
    assert.same({ "peak 2024-03" }, turns { 1, 2, 5, 5, 1, 1 })
    assert.same({}, turns { 1, 2, 5, "?", 1, 1 })
    assert.equal("HERE: turning_points: a whole number of periods from 1 expected, got 0",
      (raised(function() turns({ 1 }, 0) end)))
  end)

  it("finds the published turns of a cycle among others", function()
    local rows = reference.rows "turning_points/bb_style_monthly_china_cb_coincident.csv"
    if not rows then
      pending(reference.ABSENT)
    end
    local value, published = {}, {}
    for i, row in ipairs(rows) do
      value[i] = row.value
      local mark = row.turn_window5_phase5_cycle15_end6
      published[row.month] = mark ~= "" and mark or nil
    end
    local found = {}
    for _, turn in ipairs(ingot.turning_points(series(value, rows[1].month), 5)) do
      found[tostring(turn.level.period)] = turn.kind == "peak" and "P" or "T"
    end
    for at, mark in pairs(published) do
      assert.equal(mark, found[at], at)
    end
  end)
end)
