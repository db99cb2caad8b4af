local ingot = require "ingot"
local number = require "ingot.number"
local raised = require "support.raised"

-- Mexico 1 t in 2025-01, 3 t in 2025-02; Portugal 1 t in 2025-02; all of it steel-core.
local function sample()
  return ingot.cube(ingot.table({
    month = { "2025-01", "2025-02", "2025-02" }, flow = { "export", "export", "export" },
    hs = { "76141000", "76141000", "76141000" }, partner_code = { "429", "429", "311" },
    qty_kg = { 1000, 3000, 1000 }, value_usd = { 10, 30, 20 },
  }, { units = { qty_kg = "kg" }, covers = { from = "2025-01", to = "2025-03" } }))
end

local function operand(claim, i)
  local from = claim.operands[i]
  return { from.name, from.of, tostring(from.period), from.value and number.text(from.value),
    from.rows }
end

describe("ingot.measure", function()
  it("gives a change the level and its base as operands", function()
    local mom = sample():measure("exports", "2025-02").mom
    assert.same({ "exports", nil, "2025-02", "4", 2 }, operand(mom, 1))
    assert.same({ "exports", "base", "2025-01", "1", 1 }, operand(mom, 2))
    assert.equal("sum(qty_kg) / 1000", mom.operands[2].formula)
    assert.equal(3, mom.rows)
  end)

  it("gives a share the whole, a rank the population, a streak its ranks", function()
    local mexico = sample():by("partner"):one("Mexico", "exports", "2025-02").exports
    assert.same({ "exports", "whole", "2025-02", "4", 2 }, operand(mexico.share, 2))
    assert.equal("75", number.text(mexico.share.value))
    assert.same({ "exports", nil, "2025-02", "3", 1 }, operand(mexico.rank, 1))
    assert.same({ "count", "population", "2025-02", "2", 2 }, operand(mexico.rank, 2))
    assert.same({ flow = "export" }, mexico.rank.operands[2].where)
    assert.equal("2", number.text(mexico.streak.value))
    assert.same({ "rank", nil, "2025-01", "1", 1 }, operand(mexico.streak, 2))
  end)

  it("gives the share of a slice in the cube it was cut from", function()
    local cube = sample()
    local total = cube:measure("exports", "2025-02")
    local rows = cube:by("partner"):top(1, "exports", "2025-02")
    local share = cube:slice { partner = rows }:measure("exports", "2025-02"):share_of(total)
    assert.equal("75", number.text(share.value))
    assert.equal("share", share.kind)
    assert.same({ flow = "export", partner = "429" }, share.where)
    assert.same({ "exports", "whole", "2025-02", "4", 2 }, operand(share, 2))
    assert.equal("75", number.text(rows[1].exports:share_of(total).value))
  end)

  it("refuses a share of what the part does not lie in", function()
    local cube = sample()
    local function share_of(part, whole)
      return (raised(function() part:share_of(whole) end))
    end
    local total, mexico = cube:measure("exports", "2025-02"),
      cube:slice { partner = "Mexico" }:measure("exports", "2025-02")
    assert.equal("HERE: share_of: the part does not lie in the whole; slice it from the cube of the "
      .. "whole", share_of(total, mexico))
    assert.equal("HERE: share_of: the part is of 2025-02, the whole of 2025-01",
      share_of(mexico, cube:measure("exports", "2025-01")))
    assert.equal("HERE: share_of: the part is of exports, the whole of unit_value",
      share_of(mexico, cube:measure("unit_value", "2025-02")))
    assert.equal("HERE: unit_value: a share needs a metric that adds up; this one does not",
      (share_of(cube:slice { partner = "Mexico" }:measure("unit_value", "2025-02"),
        cube:measure("unit_value", "2025-02")):gsub("share_of: ", "")))
    assert.equal("HERE: share_of: a level of a level expected, got level of nil", share_of(total))
    assert.equal("HERE: share_of: a level of a level expected, got mom of level",
      share_of(total.mom, total))
  end)

  it("refuses a share, rank or streak of a whole at the script's line", function()
    for _, name in ipairs { "share", "rank", "streak" } do
      assert.equal(('HERE: exports: the whole has no %s; ask one of its parts, as '
        .. 'cube:by("partner")'):format(name),
        (raised(function() return sample():measure("exports", "2025-02")[name] end)))
    end
  end)

  it("says why something is unknown", function()
    local cube = sample()
    assert.equal("the data cover 2025-01 to 2025-03", cube:measure("exports", "2025-04").reason)
    assert.equal("the data cover no month of it", cube:measure("imports", "2025-02").reason)
    assert.equal("its base is 2024-02, and the data cover 2025-01 to 2025-03",
      cube:measure("exports", "2025-02").yoy.reason)
    assert.equal("there was no trade in 2025-03", cube:measure("unit_value", "2025-03").reason)
    local quiet = cube:by("partner"):one("Portugal", "exports", "2025-01").exports
    assert.equal("it has no trade in 2025-01 to be ranked by", quiet.rank.reason)
    assert.equal("unknown", quiet.streak.state)
    local nobody = cube:by("partner"):one("Mexico", "exports", "2025-03").exports
    assert.equal("the whole is zero", nobody.share.reason)
    assert.is_nil(cube:measure("exports", "2025-02").reason)
  end)

  it("counts a difference of percentages in percentage points", function()
    ingot.metric "spec_rate" {
      formula = "sum(value_usd) / sum(qty_kg) * 100", unit = "%",
      display = { unit = "%", decimals = 1 },
    }
    local diff = sample():measure("spec_rate", "2025-02").diff
    assert.equal("pp", diff.unit)
    assert.equal("0.3 percentage points", tostring(diff)) -- 1.25% against 1%
  end)
end)
