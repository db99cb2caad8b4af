local ingot = require "ingot"
local raised = require "support.raised"
local reference = require "support.reference"

local stat <const> = ingot.stat

local function near(expected, got, tolerance)
  assert.is_true(math.abs(expected - got) <= (tolerance or 1e-12) * math.max(1, math.abs(expected)),
    ("%.17g expected, got %.17g"):format(expected, got))
end

describe("ingot.stat", function()
  it("measures concentration of levels, zeros included", function()
    near(0.46, stat.hhi { 60, 30, 10 })
    near(1 / 0.46, stat.effective { 60, 30, 10 })
    near(0.9, stat.cr({ 10, 60, 30 }, 2))
    assert.equal(1.0, stat.cr({ 3, 1 }, 5))
    near(math.log(2), stat.theil { 5, 0 })
    assert.equal(0.0, stat.theil { 7, 7, 7 })
    near(0.5, stat.gini { 5, 0 })
  end)

  it("gives mean, spread and type-7 quantiles", function()
    near(2.5, stat.mean { 1, 2, 3, 4 })
    near(5 / 3, stat.var { 1, 2, 3, 4 })
    near(math.sqrt(5 / 3), stat.sd { 1, 2, 3, 4 })
    near(1.75, stat.quantile({ 4, 1, 3, 2 }, 0.25))
    near(1.5, stat.iqr { 4, 1, 3, 2 })
    assert.equal(3.0, stat.median { 9, 3, 1 })
    assert.equal(7.0, stat.quantile({ 7 }, 1))
  end)

  it("loses nothing in a sum of unlike sizes", function()
    assert.equal(2.0, stat.sum { 1, 1e100, 1, -1e100 })
    assert.equal(0.0, stat.sum {})
  end)

  it("takes exact numbers", function()
    near(0.5, stat.hhi { require("ingot.number").exact(15, 1), 1.5 })
  end)

  it("leaves its list as it was", function()
    local list = { 3, 1, 2 }
    stat.median(list)
    stat.cr(list, 1)
    assert.same({ 3, 1, 2 }, list)
  end)

  it("refuses what has no answer", function()
    local function message(call, ...)
      local arguments = table.pack(...)
      return (raised(function()
        local _ = call(table.unpack(arguments, 1, arguments.n))
      end))
    end
    assert.equal("HERE: hhi: a list of numbers expected, as stat.hhi { 60, 30, 10 }, got number",
      message(stat.hhi, 3))
    assert.equal("HERE: mean: 1 value or more expected, got 0", message(stat.mean, {}))
    assert.equal("HERE: sd: 2 values or more expected, got 1", message(stat.sd, { 1 }))
    assert.equal("HERE: sum: value 2: a number expected, got nil", message(stat.sum, { 1, nil, 3 }))
    assert.equal("HERE: mean: value 1: a number expected, got inf", message(stat.mean, { math.huge }))
    assert.equal("HERE: median: a list of numbers expected, but it has the key 'China'",
      message(stat.median, { China = 3 }))
    assert.equal("HERE: theil: value 2 is -1; shares need levels from 0", message(stat.theil, { 3, -1 }))
    assert.equal("HERE: hhi: the values add up to 0, which has no shares", message(stat.hhi, { 0, 0 }))
    assert.equal("HERE: cr: how many as a whole number expected, as stat.cr(list, 3), got 1.5",
      message(stat.cr, { 1 }, 1.5))
    assert.equal("HERE: quantile: a fraction from 0 to 1 expected, got 25",
      message(stat.quantile, { 1 }, 25))
  end)

  it("agrees with published values of concentration", function()
    local levels = reference.rows "inequality/x10.csv"
    if not levels then
      pending(reference.ABSENT)
    end
    local list, expected = {}, {}
    for i, row in ipairs(levels) do
      list[i] = tonumber(row.x)
    end
    for _, row in ipairs(reference.rows "inequality/expected_x10.csv") do
      expected[row.measure] = tonumber(row.value)
    end
    near(expected.HHI_0_1, stat.hhi(list))
    near(expected.effective_number_1_over_HHI, stat.effective(list))
    near(expected.CR1, stat.cr(list, 1))
    near(expected.CR3, stat.cr(list, 3))
    near(expected.CR4, stat.cr(list, 4))
    near(expected.Gini, stat.gini(list))
    near(expected["Theil_T(ineq parameter=0)"], stat.theil(list))
  end)
end)
