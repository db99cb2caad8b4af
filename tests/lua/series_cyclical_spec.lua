local ingot = require "ingot"
local raised = require "support.raised"

local S <const> = ingot.series

local function series(values, from)
  return S { name = "output", from = from or "2024-01", values = values, unit = "kt" }
end

describe("ingot.series.hp", function()
  it("gives trend and cycle that add up, and leaves a straight line", function()
    local s = series { 3, 5, 4, 8, 9, 7, 12, 11, 13, 16 }
    local parts = S.hp(s, 100)
    for i, x in ipairs(s.values) do
      assert.is_true(math.abs(parts.trend.values[i] + parts.cycle.values[i] - x) < 1e-12)
    end
    for i, x in ipairs(S.hp(series { 1, 2, 3, 4, 5 }).trend.values) do
      assert.is_true(math.abs(x - i) < 1e-9)
    end
    assert.same({ "output trend", "kt" }, { parts.trend.name, parts.trend.unit })
  end)

  it("is usual by frequency", function()
    local values = { 3, 5, 4, 8, 9, 7, 12 }
    assert.same(S.hp(series(values), 14400).trend.values, S.hp(series(values)).trend.values)
    assert.same(S.hp(series(values, "2024-Q1"), 1600).trend.values,
      S.hp(series(values, "2024-Q1")).trend.values)
  end)

  it("refuses gaps and a lambda that is none", function()
    assert.equal("HERE: hp: series 'output': 2024-02 has no value",
      (raised(function() S.hp(series { 1, false, 3 }) end)))
    assert.equal("HERE: hp: a lambda above 0 expected, got 0",
      (raised(function() S.hp(series { 1, 2, 3 }, 0) end)))
    assert.equal("HERE: hp: series 'output': 3 months or more expected, got 2",
      (raised(function() S.hp(series { 1, 2 }) end)))
  end)
end)

describe("ingot.series.symmetric_change", function()
  it("has one size for a rise and the fall that undoes it", function()
    local change = S.symmetric_change(series { 41.8, 41.4, 41.8, false, 40 })
    assert.is_true(math.abs(change:at "2024-02" + 0.9615384615384) < 1e-9)
    assert.equal(-change:at "2024-02", change:at "2024-03")
    assert.same({ false, false, "%" }, { change.values[4], change.values[5], change.unit })
  end)

  it("is of values above zero", function()
    assert.equal("HERE: symmetric_change: series 'output': 2024-02 is -1, a value above 0 expected",
      (raised(function() S.symmetric_change(series { 1, -1 }) end)))
  end)
end)

describe("ingot.index of series of these tools", function()
  ingot.index "test_of_tools" { method = "nber", base = 2024, components = { { "a" }, { "b" } } }

  local function of(list)
    return ingot.index.of("test_of_tools", list)
  end

  local function component(name, options)
    local values = {}
    for i = 1, 36 do
      values[i] = 100 + i + (i * 7) % 12
    end
    options = options or {}
    values[13] = not options.joint and values[13] or false
    options.name, options.from, options.values = name, options.from or "2023-01", values
    return S(options)
  end

  it("takes adjusted series as they come", function()
    local built = of { S.adjust(component "a"), S.adjust(component "b", { window = 7 }) }
    assert.is_truthy(built:at "2025-11")
  end)

  it("refuses quarters, and months that are joint", function()
    assert.equal("HERE: index 'test_of_tools': series 'b' is by the quarter; monthly values expected",
      (raised(function() of { component "a", component("b", { from = "2020-Q1" }) } end)))
    assert.equal("HERE: index 'test_of_tools': series 'b': 2024-02 holds January and February together; "
      .. "ingot.series.split_joint splits them",
      (raised(function() of { component "a", component("b", { joint = true }) } end)))
  end)
end)
