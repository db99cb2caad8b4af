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

  describe("as claims", function()
    local name = define {
      en = "prosperity", zh = "景气指数",
      indicators = {
        { "a", bounds = { 0, 10, 20, 30 }, en = "output" },
        { "b", bounds = { 0, 10, 20, 30 }, invert = true, weight = 3 },
      },
      readings = { { 40, "normal", month = "2025-01" }, { 60, "normal", month = "2025-02" } },
    }
    local board = lights.of(name, { plain("a", { 15, 25, 99, false }), plain("b", { 25, 25, -99, 5 }) })

    it("has level, change in points and the level before", function()
      local now = board:at "2025-02"
      assert.same({ "40.0", "5.0 points", "35.0" }, { now:text(), now.change:text(), now.before:text() })
      assert.same({ "index", "index_change", "points" }, { now.kind, now.change.kind, now.change.unit })
    end)

    it("comes to the same from its operands, those at the ends of the scale too", function()
      local evaluate, number = require "ingot.metric.evaluate", require "ingot.number"
      local function again(claim)
        local operands = {}
        for i, one in ipairs(claim.operands or {}) do
          if one.operands then assert.near(number.float(one.value), again(one), 1e-9) end
          operands[i] = { name = one.name, of = one.of, value = number.text(one.value) }
        end
        return number.float(evaluate.over_operands { formula = claim.formula, operands = operands })
      end
      for month = 1, 4 do
        for _, way in ipairs { "continuous", "discrete" } do
          local now = board:at(("2025-%02d"):format(month), way)
          assert.near(number.float(now.value), again(now), 1e-9)
        end
      end
      assert.near(5, again(board:at("2025-02").change), 1e-9)
    end)

    it("is unknown where too little has a light, and says so", function()
      local now = board:at "2025-05"
      assert.is_nil(now.value)
      assert.equal("0% of the weight has a light in 2025-05, and 60% is wanted", now.reason)
      assert.equal(now.reason, now.change.reason)
      assert.error_matches(function() board:at("2025-01", "smooth") end,
        "^unknown way 'smooth'; ways are 'continuous', 'discrete'$")
    end)

    it("has its zone where it is proven, and bands no wider than that", function()
      assert.equal("normal", board:zone("2025-02").en)
      assert.is_nil(board:zone "2025-01")
      assert.is_nil(board:zone "2025-05")
      assert.same({ { from = 40, to = 60, en = "normal", zh = "正常", tone = "normal" } }, board:bands())
    end)

    it("is a table of signs in a document, in both languages", function()
      local ingot = require "ingot"
      local article = ingot.article { title = { en = "t", zh = "t" }, lang = { "en", "zh" }, period = "2025-04" }
      article:table({ en = "Lights", zh = "灯号" }, board:traffic { "2025-03", "2025-05" })
      local markdown = require "ingot.render.markdown"
      assert.truthy(markdown.render(article:document()):find("| Month | Prosperity | Output | B |\n"
        .. "| --- | ---: | --- | --- |\n| 2025-03 | 100.0 | ▲▲ | ▲▲ |\n| 2025-05 | — | — | — |", 1, true))
      assert.truthy(markdown.render(article:document "zh"):find("| 月份 | 景气指数 |", 1, true))
      assert.same({ en = "▼▼ over-cold · ▼ cold · ● normal · ▲ hot · ▲▲ over-hot",
        zh = "▼▼过冷 · ▼偏冷 · ●正常 · ▲偏热 · ▲▲过热" }, board:note())
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
