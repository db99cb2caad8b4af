local lights = require "ingot.lights"
local series = require "ingot.series"
local zone = require "ingot.lights.zone"

local function plain(name, values, from)
  return series { name = name, from = from or "2025-01", values = values, unit = "%" }
end

-- Names no two specs share: definitions stay for the program's life.
local count = 0
local function define(fields)
  count = count + 1
  local name = "lights " .. count
  lights(name)(fields)
  return name
end

local function refused(message, fields)
  local fine, got = pcall(define, fields)
  assert.is_false(fine)
  assert.equal(message, (got:gsub("^.-: light 'lights %d+': ", "")))
end

describe("ingot.lights", function()
  it("puts a value into one of five zones, on a bound into the warmer", function()
    local bounds = { 2, 5, 9, 12 }
    local expected = { [1.9] = 1, [2] = 2, [4.9] = 2, [5] = 3, [8.9] = 3, [9] = 4, [12] = 5, [99] = 5 }
    for value, score in pairs(expected) do assert.equal(score, zone.score(value, bounds), value) end
  end)

  it("turns an inverted indicator round, its bounds with it", function()
    local name = define { indicators = { { "stocks", bounds = { 2, 5, 9, 12 }, invert = true } } }
    local board = lights.of(name, { plain("stocks", { 1, 2, 5, 7, 9, 12, 13 }) })
    local scores = {}
    for month = 1, 7 do scores[month] = board:lights(("2025-%02d"):format(month))[1].score end
    assert.same({ 5, 5, 4, 3, 3, 2, 1 }, scores)
  end)

  it("is the mean of the lights times 100/3, or of positions between the bounds", function()
    local name = define { indicators = {
      { "a", bounds = { 0, 10, 20, 30 } }, { "b", bounds = { 0, 10, 20, 30 }, weight = 3 },
    } }
    local board = lights.of(name, { plain("a", { 15 }), plain("b", { 25 }) })
    assert.near((3 + 3 * 4) / 4 * 100 / 3, board:value("2025-01", "discrete"), 1e-12)
    assert.near((50 + 3 * 70) / 4, board:value "2025-01", 1e-12)
    assert.same({ 0, 0, 1, 1, 0 }, board:counts "2025-01")
  end)

  it("goes on in straight lines beyond the outer bounds, within 0 and 100", function()
    local name = define { indicators = { { "a", bounds = { 0, 10, 20, 30 } } } }
    local board = lights.of(name, { plain("a", { -5, -50, 35, 99, 0, 30 }) })
    local values = {}
    for month = 1, 6 do values[month] = board:value(("2025-%02d"):format(month)) end
    assert.same({ 10, 0, 90, 100, 20, 80 }, values)
  end)

  it("takes the bounds that hold in the month", function()
    local name = define { indicators = { { "a", versions = {
      { bounds = { 0, 10, 20, 30 } }, { from = "2025-02", bounds = { 20, 30, 40, 50 } },
    } } } }
    local board = lights.of(name, { plain("a", { 15, 15 }) })
    assert.equal(3, board:lights("2025-01")[1].score)
    assert.equal(1, board:lights("2025-02")[1].score)
  end)

  it("leaves out what has no value, makes up the weights, and stops at too little", function()
    local name = define { indicators = {
      { "a", bounds = { 0, 10, 20, 30 } }, { "b", bounds = { 0, 10, 20, 30 } },
      { "c", bounds = { 0, 10, 20, 30 } },
    } }
    local board = lights.of(name, {
      plain("a", { 15, 15, 15 }), plain("b", { 25, 25, false }), plain("c", { 5, false, false }),
    })
    assert.equal(1, board:coverage "2025-01")
    assert.near(50, board:value "2025-01", 1e-12)
    assert.near(2 / 3, board:coverage "2025-02", 1e-12)
    assert.near(60, board:value "2025-02", 1e-12)
    local sum = 0
    for _, part in ipairs(board:parts "2025-02") do sum = sum + part.weight end
    assert.near(1, sum, 1e-12)
    assert.is_nil(board:value "2025-03")
    assert.is_nil(board:lights("2025-03")[2].score)
    assert.is_nil(board:value "2030-01")
  end)

  describe("the zone of the index", function()
    local name = define {
      indicators = { { "a", bounds = { 0, 10, 20, 30 } } },
      readings = {
        { 56.9, "normal", month = "2025-11" }, { 31.4, "cold", month = "2019-03" },
        { 63.3, "normal", month = "2025-02" }, { 32.7, "normal", month = "2023-11" },
        { 17.8, "cold", month = "2020-04" },
      },
    }
    local board = lights.of(name, { plain("a", { 1 }) })

    it("is said where readings prove it, and only there", function()
      for value, expected in pairs {
        [17.8] = "cold", [25] = "cold", [31.4] = "cold", [32.7] = "normal", [56.9] = "normal",
        [63.3] = "normal",
      } do
        assert.equal(expected, board:zone_of(value).en, value)
      end
      for _, value in ipairs { 0, 17.7, 31.5, 32.6, 63.4, 100 } do
        assert.is_nil(board:zone_of(value), value)
      end
    end)

    it("has a proven half where the bounds, wherever they are, leave no other", function()
      local _, half = board:zone_of(40)
      assert.equal("lower", half) -- below (31.4 + 63.3) / 2
      _, half = board:zone_of(56.9)
      assert.is_nil(half) -- where hot begins, no reading tells
      local warm = define {
        indicators = { { "a", bounds = { 0, 10, 20, 30 } } },
        readings = {
          { 31.4, "cold", month = "2019-03" }, { 32.7, "normal", month = "2023-11" },
          { 63.3, "normal", month = "2025-02" }, { 66, "hot", month = "2025-03" },
        },
      }
      _, half = lights.of(warm, { plain("a", { 1 }) }):zone_of(56.9)
      assert.equal("upper", half) -- above (32.7 + 66) / 2
    end)
  end)

  it("refuses what is no definition", function()
    local good = { "a", bounds = { 0, 10, 20, 30 } }
    refused("indicators expected, as { { \"al_output\", bounds = { 2, 5, 9, 12 } }, … }", {})
    refused("indicator 1: a name expected, as { \"al_output\", bounds = { 2, 5, 9, 12 } }",
      { indicators = { { bounds = { 1, 2, 3, 4 } } } })
    refused("indicator 2: indicator 'a': it stands twice", { indicators = { good, good } })
    refused("indicator 1: indicator 'a': bounds: four numbers expected, as { 2, 5, 9, 12 }",
      { indicators = { { "a", bounds = { 1, 2, 3 } } } })
    refused("indicator 1: indicator 'a': bounds: rising numbers expected, got 2 after 2",
      { indicators = { { "a", bounds = { 1, 2, 2, 4 } } } })
    refused("indicator 1: indicator 'a': bounds or versions of them expected, as "
      .. "bounds = { 2, 5, 9, 12 }", { indicators = { { "a" } } })
    refused("indicator 1: indicator 'a': versions stand in order of time, each but the first with "
      .. "from = …", { indicators = { { "a", versions = { { bounds = { 1, 2, 3, 4 } },
      { bounds = { 1, 2, 3, 4 } } } } } })
    refused("indicator 1: indicator 'a': unknown field 'wieght' (did you mean 'weight'?)",
      { indicators = { { "a", bounds = { 1, 2, 3, 4 }, wieght = 2 } } })
    refused("indicator 1: indicator 'a': weight: a number above 0 expected, got 0",
      { indicators = { { "a", bounds = { 1, 2, 3, 4 }, weight = 0 } } })
    refused("reading 1: unknown zone 'warm'; zones are 'over-cold', 'cold', 'normal', 'hot', 'over-hot'",
      { indicators = { good }, readings = { { 5, "warm", month = "2025-01" } } })
    refused("reading 1: month: a month expected, as \"2025-11\", got nil",
      { indicators = { good }, readings = { { 5, "cold" } } })
    refused("readings: 50 is normal and 60 is cold: zones follow each other",
      { indicators = { good }, readings = { { 60, "cold", month = "2025-01" },
      { 50, "normal", month = "2025-02" } } })
    refused("least: a share above 0 up to 1 expected, got 2", { indicators = { good }, least = 2 })
    refused("scale: rising numbers expected, got 40 after 80",
      { indicators = { good }, scale = { 20, 80, 40, 90 } })
  end)

  it("refuses series it does not have, or not by the month", function()
    local name = define { indicators = { { "al_output", bounds = { 0, 10, 20, 30 } } } }
    assert.error_matches(function() lights.of(name, { plain("al_ouput", { 1 }) }) end,
      "unknown series 'al_output' %(did you mean 'al_ouput'%?%)$")
    assert.error_matches(function()
      lights.of(name, { plain("al_output", { 1 }, "2025-Q1") })
    end, "series 'al_output' is by the quarter; lights are by the month$")
  end)
end)
