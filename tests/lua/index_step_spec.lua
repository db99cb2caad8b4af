local stat = require "ingot.stat"
local step = require "ingot.index.step"
local weigh = require "ingot.index.weigh"

local list <const> = { 3.5, -1.25, 4, 1.75, -5, 9, 2, 6 }

describe("ingot.index.step", function()
  it("takes changes, with none where a month lacks a value", function()
    assert.same({ false, 40.0, false, false, -40.0 }, step.change.symmetric { 2, 3, false, 3, 2 })
    assert.same({ false, 1, false, false, -1 }, step.change.difference { 2, 3, false, 3, 2 })
    assert.same({ false, 3, false, 3, 2 }, step.change.level { 2, 3, false, 3, 2 })
  end)

  it("measures spread as ingot.stat does, without what is missing", function()
    local gaps = { false, 3.5, -1.25, false, 4, 1.75, -5, 9, 2, 6, false }
    assert.equal(stat.iqr(list), step.iqr(gaps))
    assert.is_true(math.abs(stat.sd(list) - step.sd(gaps)) < 1e-14)
    assert.equal(stat.mean(list), step.mean(gaps))
    assert.equal(32.5 / 8, step.mean_absolute(gaps))
    assert.same({ 0.0, 0.0, 0.0 }, { step.sd { 5 }, step.iqr {}, step.mean_absolute { false } })
  end)

  it("sums without losing small terms", function()
    assert.equal(2.0, (step.sum { 1.0, 1e100, 1.0, -1e100 }))
  end)

  it("takes trailing means of what there is", function()
    assert.same({ 1.0, 1.5, 2.0, 4.0, 4.0, false },
      step.trailing_mean({ 1, 2, false, 4, false, false }, 2))
  end)

  it("cumulates and rebases", function()
    local levels = step.cumulate { 40, -40, 10 }
    assert.equal(150.0, levels[2])
    assert.is_true(math.abs(levels[3] - 100) < 1e-12)
    local rebased, factor = step.rebase(levels, 2, 3)
    assert.is_true(math.abs(rebased[2] + rebased[3] - 200) < 1e-12)
    assert.equal(levels[4] * factor, rebased[4])
  end)

  it("has parts of growth that are worth its change", function()
    for name, chain in pairs(step.chain) do
      local before, growth = 87.3, 4.7
      local change = chain.next(before, growth) - before
      local worth = chain.points(before, growth)
      assert.is_true(math.abs(worth * 1.2 + worth * 3.5 - change) < 1e-12, name)
    end
  end)
end)

describe("ingot.index.weigh", function()
  it("makes the weights of a month add up to one", function()
    local frame = { items = { { weight = 2.0 }, { weight = 1.0 }, { weight = 1.0 } }, first = 1, last = 2 }
    local ones = { { 1, 1 }, { 1, false }, { 1, 1 } }
    local combined = weigh.months(frame, ones)
    assert.same({ 1.0, 1.0 }, combined.sums)
    assert.same({ 4.0, 3.0 }, combined.weights)
    assert.same({ 0.25, false }, combined.parts[2])
  end)
end)
