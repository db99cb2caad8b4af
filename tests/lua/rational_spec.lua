local number = require "ingot.number"
local random = require "support.random"
local rational = require "ingot.rational"
local raised = require "support.raised"
local rounds = require "support.rounds"

local from <const> = rational.from

local function text(n)
  return number.text(n)
end

describe("ingot.rational", function()
  it("calculates without loss", function()
    local third = from(1) / from(3)
    assert.is_true(third + third + third == from(1))
    assert.is_true(from "0.1" + from "0.2" == from "0.3")
    assert.is_true(from(0.1) == from "0.1")
    assert.is_true(from "-1.5" * from "-2" == from(3))
    assert.is_true(from(2) < from "2.0000001" and from "-3" <= from(-3))
    local huge = from(math.maxinteger) * from(math.maxinteger)
    assert.is_true(huge / from(math.maxinteger) == from(math.maxinteger))
    assert.equal(0, (from "1e-7" - from "0.0000001"):signum())
  end)

  it("rounds a half away from zero", function()
    assert.equal("2.35", text(from("2.345"):round(2)))
    assert.equal("-2.35", text(from("-2.345"):round(2)))
    assert.equal("-0.33", text((from(-1) / from(3)):round(2)))
    assert.equal("0", text(from("0.4"):round(0)))
  end)

  it("gives the nearest double", function()
    assert.equal(1 / 3, (from(1) / from(3)):float())
    assert.equal(-2 / 3, (from(-2) / from(3)):float())
    assert.equal(1e-30, from(1e-30):float())
    assert.equal(0.0, rational.zero:float())
    local r = random(7)
    for _ = 1, rounds(300) do
      local a, b = r:below(1 << 31) - (1 << 30), 1 + r:below(1 << 30)
      assert.equal(a / b, (from(a) / from(b)):float())
    end
  end)

  it("refuses to divide by zero and to round past 64 bits", function()
    assert.equal("HERE: division by zero", (raised(function() return from(1) / rational.zero end)))
    assert.equal("HERE: 9.2233720368547758e+18 with 2 decimals does not fit 64 bits",
      (raised(function() from(math.maxinteger):round(2) end)))
  end)

  it("cuts parts so that they add up, the largest remainders first, then the first", function()
    local third <const> = from(100) / from(3)
    local cut, total = rational.apportion({ third, third, third }, from(100), 1)
    assert.same({ "33.4", "33.3", "33.3", "100" },
      { text(cut[1]), text(cut[2]), text(cut[3]), text(total) })
    cut = rational.apportion({ from "-0.6", from "-0.6" }, from "-1.2", 0)
    assert.same({ "0", "-1" }, { text(cut[1]), text(cut[2]) })
    assert.equal("HERE: the parts add up to something else than 3",
      (raised(function() local _ = rational.apportion({ from(1) }, from(3), 0) end)))
  end)

  it("keeps every part within a unit of what it was", function()
    local r = random(11)
    for _ = 1, rounds(100) do
      local parts, n = {}, 1 + r:below(9)
      for i = 1, n do
        parts[i] = from(r:below(20001) - 10000) / from(1 + r:below(97))
      end
      local sum = rational.sum(parts)
      local cut, total = rational.apportion(parts, sum, 2)
      local added = number.exact(0, 0)
      for i, part in ipairs(cut) do
        added = added + part
        assert.is_true(math.abs((from(part) - parts[i]):float()) < 0.01)
      end
      assert.equal(text(total), text(added))
      assert.equal(text(sum:round(2)), text(total))
    end
  end)
end)
