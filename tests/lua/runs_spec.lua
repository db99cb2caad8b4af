local claim = require "ingot.claim"
local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"

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
