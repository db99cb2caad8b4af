local hp = require "ingot.index.hp"
local raised = require "support.raised"
local reference = require "support.reference"

local function near(expected, found, what)
  assert.is_true(math.abs(expected - found) <= 1e-9, ("%s: %.15g expected, got %.15g"):format(what,
    expected, found))
end

describe("ingot.index.hp", function()
  it("gives the published trend, cycle and smoothed cycle", function()
    local rows = reference.rows "oecd_style/hp_industrial_value_added.csv"
    if not rows then
      return pending(reference.ABSENT)
    end
    local values = {}
    for i, row in ipairs(rows) do
      values[i] = tonumber(row.x)
    end
    local trend, cycle = hp.split(values, 133107.94)
    local smooth = hp.split(cycle, 13.93)
    for i, row in ipairs(rows) do
      near(tonumber(row["hp_trend_lambda133107.94"]), trend[i], row.month)
      near(tonumber(row.cycle), cycle[i], row.month)
      near(tonumber(row["hp2_smoothed_cycle_lambda13.93"]), smooth[i], row.month)
    end
  end)

  it("leaves a straight line and two values as they are", function()
    local line = {}
    for i = 1, 50 do
      line[i] = 7 - 3 * i
    end
    assert.same(line, (hp.split(line, 1600)))
    assert.same({ 4, 9 }, (hp.split({ 4, 9 }, 1600)))
    assert.same({ 4 }, (hp.split({ 4 }, 1600)))
  end)

  it("minimises what it says", function()
    local values, lambda = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8 }, 12.5
    local function cost(trend)
      local sum = 0
      for i, x in ipairs(values) do
        sum = sum + (x - trend[i]) ^ 2
        if i > 2 then
          sum = sum + lambda * (trend[i] - 2 * trend[i - 1] + trend[i - 2]) ^ 2
        end
      end
      return sum
    end
    local trend = hp.split(values, lambda)
    local least = cost(trend)
    for i, x in ipairs(trend) do
      for _, step in ipairs { 1e-4, -1e-4 } do
        trend[i] = x + step
        assert.is_true(cost(trend) > least)
      end
      trend[i] = x
    end
  end)

  it("adds trend and cycle up to the values", function()
    local values = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8 }
    local trend, cycle = hp.split(values, 1600)
    for i, x in ipairs(values) do
      assert.is_true(math.abs(trend[i] + cycle[i] - x) < 1e-14)
    end
  end)

  it("knows lambda by the length of the cycles it cuts at", function()
    near(133107.938, hp.lambda(120) - hp.lambda(120) % 1e-3, "120 months")
    near(13.928203230276, hp.lambda(12), "12 months")
  end)

  it("refuses what it cannot mean", function()
    assert.equal("HERE: hp: a lambda above 0 expected, got 0",
      (raised(function() hp.split({ 1, 2, 3 }, 0) end)))
    assert.equal("HERE: lambda: a number of periods above 2 expected, got 2",
      (raised(function() hp.lambda(2) end)))
    assert.equal("HERE: hp: 3 values expected, got 4",
      (raised(function() hp.cycle({ 1, 2, 3, 4 }, hp.factors(3, 10)) end)))
  end)
end)
