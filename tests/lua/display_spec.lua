local display = require "ingot.display"
local number = require "ingot.number"

local function full(value, from, rule, lang)
  return display.full(number.parse(value), from, rule, lang)
end

describe("ingot.display", function()
  it("rounds in one unit and prints in another", function()
    local wan = { unit = "万吨", decimals = 2, print_as = "mt" }
    assert.equal("21,400 mt", full("21393.2", "t", wan))
    assert.equal("30,400 mt", full("30350", "t", wan))
    assert.equal("-1,200 mt", full("-1197", "t", wan))
    assert.equal("21,400", display.show(number.parse "21393.2", "t", wan))
  end)

  it("shows both languages the same value under the same rounding", function()
    local wan = { unit = "万吨", decimals = 2, print_as = "mt" }
    assert.equal("2.14万吨", full("21393.2", "t", wan, "zh"))
    assert.equal("2.10万吨", full("21000", "t", wan, "zh"))
    local cut = { unit = "万吨", decimals = 2, print_as = "mt", mode = "truncate" }
    assert.equal("21,300 mt", full("21393.2", "t", cut))
    assert.equal("2.13万吨", full("21393.2", "t", cut, "zh"))
  end)

  it("keeps the decimals that are left when the printed unit is larger or nearer", function()
    assert.equal("21.39 kt", full("21393.2", "t", { unit = "万吨", decimals = 3, print_as = "kt" }))
    assert.equal("279,000 mt", full("278950", "t", { unit = "万吨", decimals = 1, print_as = "mt" }))
    assert.equal("21,393 mt", full("21393.2", "t", { unit = "万吨", decimals = 4, print_as = "mt" }))
  end)

  it("shows all there is when no decimals are named", function()
    assert.equal("21,393.2 mt", full("21393.200", "t", { unit = "t" }))
  end)

  it("has rules by name, a family and its decimals", function()
    local cases = {
      { "21393.2", "t", "t0", "21,393 mt" }, { "11395", "t", "t1", "11,395.0 mt" },
      { "2628.738", "t", "t3", "2,628.738 mt" }, { "21393.2", "t", "wan", "21,400 mt" },
      { "21393.2", "t", "kt", "21.4 kt" }, { "44060000", "t", "Mt", "44.06 Mt" },
      { "3615000", "t", "Mt3", "3.615 Mt" }, { "12.278", "%", "percent1", "12.3%" },
      { "1198.588", "%", "percent2", "1,198.59%" }, { "0.64", "pp", "pp", "0.6 percentage points" },
      { "52801234.56", "USD", "musd", "52.8 million USD" },
      { "2.2", "points", "points", "2.2 points" },
      { "1", "pp", "pp0", "1 percentage point" }, { "-1", "points", "points0", "-1 point" },
      { "1.04", "pp", "pp", "1.0 percentage points" }, { "1", "points", "points0", "1 point" },
    }
    for _, case in ipairs(cases) do
      local value, from, name, expected = table.unpack(case)
      assert.equal(expected, full(value, from, display.rule(name)))
    end
    assert.is_nil(display.rule "t9")
  end)

  it("prints every named rule from the base unit of its dimension", function()
    for _, name in ipairs(display.names()) do
      local rule = display.rule(name)
      assert.is_string(full("1234.5", rule.unit, rule))
      assert.is_nil(display.problem(rule))
    end
  end)

  it("refuses a rule that cannot be used, and says why", function()
    local cases = {
      { {}, "display: a unit expected" },
      { { unit = "tt" }, "display: unit: unknown unit 'tt' (did you mean 't'?)" },
      { { unit = "t", print_as = "USD" },
        "display: print_as: cannot convert 't' (mass) to 'USD' (USD)" },
      { { unit = "t", decimals = 1.5 }, "display: decimals: integer expected, got 1.5" },
      { { unit = "t", mode = "floor" },
        "display: mode: 'round', 'truncate' or 'ceil' expected, got 'floor'" },
      { { unit = "t", decimal = 1 },
        "display: unknown field 'decimal' (did you mean 'decimals'?)" },
    }
    for _, case in ipairs(cases) do
      assert.equal(case[2], display.problem(case[1]))
    end
    assert.error_matches(function() display.define("odd", {}) end, "display: a unit expected$")
  end)

  it("takes new names for rules", function()
    display.define("price", { unit = "USD/t", decimals = 0 })
    assert.equal("2,431 USD/mt", full("2430.7", "USD/t", display.rule "price"))
  end)
end)
