local number = require "ingot.number"
local rounds = require "support.rounds"

-- Rounds units × 10^-scale by integer division: the obvious reference. |units| < 2^62, so nothing
-- reaches half of 10^19 and `cut` beyond 18 leaves 0 unless rounded up.
local function reference(units, scale, decimals, mode)
  local cut, negative = scale - decimals, units < 0
  local size = math.abs(units)
  local kept, rest, step = size, 0, 1
  if cut > 18 then
    kept, rest = 0, size
  elseif cut > 0 then
    step = math.tointeger(10 ^ cut)
    kept, rest = size // step, size % step
  end
  local up = mode == "ceil" and rest > 0
  if mode == "round" then up = cut > 0 and cut < 19 and rest * 2 >= step end
  kept = kept + (up and 1 or 0)
  return negative and -kept or kept
end

-- Commas put in one by one from the right.
local function commas(whole)
  local out = ""
  while #whole > 3 do
    out, whole = "," .. whole:sub(-3) .. out, whole:sub(1, -4)
  end
  return whole .. out
end

local function random_units()
  local bits = math.random(1, 62)
  local units = math.random(0, (1 << bits) - 1)
  return math.random(2) == 1 and units or -units
end

describe("ingot.number", function()
  before_each(function() math.randomseed(20250530) end)

  it("keeps integers beyond 2^53 exact, down to the smallest", function()
    assert.equal("9007199254740993", number.text(number.exact(9007199254740993)))
    assert.equal("-9223372036854775808", number.text(number.exact(math.mininteger)))
    assert.equal("-9,223,372,036,854,775,808", number.format(number.exact(math.mininteger)))
  end)

  it("prints exact numbers without trailing zeros and without a negative zero", function()
    assert.equal("21393.2", number.text(number.exact(21393200, 3)))
    assert.equal("0.001", number.text(number.exact(1, 3)))
    assert.equal("-0.5", number.text(number.exact(-50, 2)))
    assert.equal("0", number.text(number.exact(0, 4)))
    assert.equal("0", number.text(number.real(-0.0)))
  end)

  it("prints reals as the shortest text that reads back", function()
    assert.equal("0.1", number.text(number.real(0.1)))
    assert.equal("0.30000000000000004", number.text(number.real(0.1 + 0.2)))
    assert.equal("8.43", number.text(number.real(8.43)))
    assert.equal("5e-324", number.text(number.real(5e-324)))
    assert.equal("1e+300", number.text(number.real(1e300)))
    assert.equal("1000000000000000000000", number.text(number.real(1e21)))
    for _ = 1, rounds(500) do
      local x = (math.random() - 0.5) * 10.0 ^ math.random(-30, 30)
      assert.equal(x, tonumber(number.text(number.real(x))) + 0.0)
    end
  end)

  it("reads what it prints, and says what it cannot read", function()
    for _ = 1, rounds(300) do
      local n = number.exact(random_units(), math.random(0, 9))
      assert.equal(0, number.compare(n, number.parse(number.text(n))))
    end
    assert.equal(-213932, number.parse("-21393.2").units)
    assert.equal(1e-7, number.parse("1e-7").real)
    local none, message = number.parse "21,400"
    assert.is_nil(none)
    assert.equal("number expected, got '21,400'", message)
    assert.equal("'99999999999999999999' has more digits than fit 64 bits",
      select(2, number.parse "99999999999999999999"))
  end)

  it("rounds half away from zero on the decimal digits, not on the binary fraction", function()
    local cases = {
      { 0.285, 2, "0.29" }, { 1.005, 2, "1.01" }, { 2.675, 2, "2.68" }, { -2.675, 2, "-2.68" },
      { 0.5, 0, "1" }, { -0.5, 0, "-1" }, { 1.5, 0, "2" }, { 2.5, 0, "3" },
      { 0.49999999999999994, 0, "0" },
      { 5.35, 1, "5.4" }, { 1.45, 1, "1.5" }, { 8.425, 2, "8.43" }, { 1e-9, 2, "0" },
    }
    for _, case in ipairs(cases) do
      local x, decimals, text = table.unpack(case)
      assert.equal(text, number.text(number.round(number.real(x), decimals)))
    end
  end)

  it("truncates and rounds up on the absolute value", function()
    local function text(x, decimals, mode)
      return number.text(number.round(number.parse(x), decimals, mode))
    end
    assert.equal("21300", text("21399.9", -2, "truncate"))
    assert.equal("-21300", text("-21399.9", -2, "truncate"))
    assert.equal("226400", text("226300.001", -2, "ceil"))
    assert.equal("-0.1", text("-0.001", 1, "ceil"))
    assert.equal("5", text("5.000", 0, "ceil"))
    assert.equal("0", text("0.99", 0, "truncate"))
  end)

  it("rounds to tens and hundreds, also past the first digit", function()
    assert.equal("21400", number.text(number.round(number.parse "21393.2", -2)))
    assert.equal("100", number.text(number.round(number.exact(50), -2)))
    assert.equal("0", number.text(number.round(number.exact(49), -2)))
    assert.equal("0", number.text(number.round(number.exact(49), -7)))
    assert.equal("10000000", number.text(number.round(number.exact(49), -7, "ceil")))
    assert.equal("1000", number.text(number.round(number.parse "999.5", 0)))
  end)

  it("agrees with integer division for any number, place and mode", function()
    for _ = 1, rounds(3000) do
      local units, scale = random_units(), math.random(0, 9)
      local decimals = math.random(-9, 9)
      local mode = ({ "round", "truncate", "ceil" })[math.random(3)]
      local expected = reference(units, scale, decimals, mode)
      local rounded = number.round(number.exact(units, scale), decimals, mode)
      if decimals < scale then
        assert.equal(0, number.compare(number.shift(number.exact(expected), -decimals), rounded))
      else
        assert.equal(0, number.compare(number.exact(units, scale), rounded))
      end
    end
  end)

  it("puts commas between thousands, and can leave them out", function()
    assert.equal("1,198.59", number.format(number.parse "1198.59", { decimals = 2 }))
    assert.equal("1198.59", number.format(number.parse "1198.59", { thousands = false }))
    assert.equal("999", number.format(number.exact(999)))
    assert.equal("-1,000", number.format(number.exact(-1000)))
    for _ = 1, rounds(300) do
      local units = math.abs(random_units())
      assert.equal(commas(tostring(units)), number.format(number.exact(units)))
    end
  end)

  it("pads to the decimals asked for, and trims zeros when told", function()
    assert.equal("11,395.0", number.format(number.exact(11395), { decimals = 1 }))
    assert.equal("326.75", number.format(number.parse "326.750", { decimals = 3, trim = true }))
    assert.equal("300", number.format(number.exact(300), { decimals = 3, trim = true }))
    assert.equal("0.0", number.format(number.parse "-0.04", { decimals = 1 }))
    assert.equal("-0.1", number.format(number.parse "-0.05", { decimals = 1 }))
  end)

  it("formats reals too big for 64 bits to the last digit", function()
    assert.equal("1" .. (",000"):rep(7), number.format(number.real(1e21)))
  end)

  it("refuses what is not a number, an unknown mode, broken decimals", function()
    local one = number.exact(1)
    local function refuses(message, ...)
      local fine, text = pcall(...)
      assert.is_false(fine)
      assert.equal(message, (text:gsub("^%S+:%d+: ", "")))
    end
    refuses("finite number expected, got inf", number.real, 1 / 0)
    refuses("finite number expected, got nil", number.real, nil)
    refuses("units: integer expected, got 1.5", number.exact, 1.5)
    refuses("scale: integer from 0 expected, got -1", number.exact, 1, -1)
    refuses("mode: 'round', 'truncate' or 'ceil' expected, got 'floor'",
      number.round, one, 0, "floor")
    refuses("decimals: integer expected, got 1.5", number.round, one, 1.5)
    refuses("decimals: integer expected, got x", number.format, one, { decimals = "x" })
    refuses("number expected, got boolean", number.from, true)
    refuses("number expected, got 'x'", number.from, "x")
    refuses("1e+300 with 0 decimals does not fit 64 bits", number.round, number.real(1e300), 2)
  end)

  it("adds and subtracts exactly across scales", function()
    assert.equal("326.75", number.text(number.parse "2628.738" - number.parse "2301.988"))
    assert.equal("0.3", number.text(number.add(number.parse "0.1", number.parse "0.20")))
    for _ = 1, rounds(500) do
      local a = number.exact(math.random(-10 ^ 9 // 1, 10 ^ 9 // 1), 3)
      local b = number.exact(math.random(-10 ^ 9 // 1, 10 ^ 9 // 1), 1)
      assert.equal(0, number.compare(a, (a + b) - b))
    end
    assert.equal(3.5, number.add(number.real(3), number.parse "0.5").real)
  end)

  it("says so when a sum, difference or shift leaves 64 bits", function()
    local most = number.exact(math.maxinteger)
    assert.error_matches(function() return number.add(most, number.exact(1)) end,
      "9223372036854775807 %+ 1 does not fit 64 bits$")
    assert.error_matches(function() return number.sub(number.negate(most), number.exact(2)) end,
      "%-9223372036854775807 %- 2 does not fit 64 bits$")
    assert.error_matches(function() return number.shift(most, 1) end,
      "9223372036854775807 x 10%^1 does not fit 64 bits$")
    assert.error_matches(function() return number.negate(number.exact(math.mininteger)) end,
      "does not fit 64 bits$")
  end)

  it("shifts the decimal point without loss", function()
    assert.equal("2.13932", number.text(number.shift(number.parse "21393.2", -4)))
    assert.equal("21393200", number.text(number.shift(number.parse "21393.2", 3)))
    assert.equal("0.43", number.text(number.shift(number.real(43.0), -2)))
    assert.equal("0.123", number.text(number.shift(number.real(1.23e-30), 29)))
  end)

  it("is so many times as much, exactly where the digits fit, else as a real", function()
    assert.equal("-37.2", number.text(number.times(number.exact(-12, 1), 31)))
    assert.equal("3.5", number.text(number.times(number.real(0.5), 7)))
    local most = math.maxinteger // 31
    assert.same({ units = most * 31, scale = 2 }, { units = number.times(number.exact(most, 2), 31).units,
      scale = number.times(number.exact(most, 2), 31).scale })
    for _, units in ipairs { most + 1, -most - 1, math.maxinteger, math.mininteger } do
      local times = number.times(number.exact(units, 0), 31)
      assert.equal(units * 31.0, times.real)
    end
  end)

  it("compares by decimal digits, across scales, kinds and signs", function()
    assert.equal(0, number.compare(number.exact(10, 2), number.real(0.1)))
    assert.is_true(number.exact(10, 2) == number.exact(1, 1))
    assert.is_true(number.exact(9007199254740993) > number.exact(9007199254740992))
    assert.is_true(number.exact(-2) < number.exact(1))
    assert.is_true(number.parse "-10.5" < number.parse "-9.75")
    assert.is_true(number.parse "0.5" <= number.real(0.5))
    for _ = 1, rounds(500) do
      local a, b = math.random(-1000, 1000), math.random(-1000, 1000)
      local order = a < b and -1 or a > b and 1 or 0
      assert.equal(order, number.compare(number.exact(a * 100, 5), number.exact(b, 3)))
      assert.equal(order, number.compare(number.exact(a, 3), number.exact(b, 3)))
      assert.equal(order, number.compare(number.real(a / 8), number.real(b / 8)))
    end
  end)

  it("divides once: percentages are the nearest double to the true quotient", function()
    assert.equal(100 / 3, number.percent_of(number.exact(1), number.exact(3)).real)
    assert.equal(8.0, number.change(number.parse "21600.0", number.exact(20000)).real)
    assert.equal(-100.0, number.change(number.exact(0), number.exact(7)).real)
    -- 100·a/b in lowest terms is one division of exact integers, so it is the rounded quotient.
    assert.equal(1152000 / 11279,
      number.percent_of(number.parse "1.152", number.parse "1.1279").real)
    assert.equal(110 / 3, number.percent_of(number.parse "0.0011", number.parse "0.003").real)
    assert.equal("50", number.text(number.percent_of(
      number.exact(4611686018427387903), number.exact(9223372036854775806))))
  end)

  it("has no percentage of zero", function()
    assert.is_nil(number.percent_of(number.exact(5), number.exact(0, 3)))
    assert.is_nil(number.change(number.exact(5), number.real(0)))
  end)
end)
