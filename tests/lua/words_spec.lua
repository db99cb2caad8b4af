local fake = require "support.fake_claim"
local words = require "ingot.words"

describe("ingot.words", function()
  it("counts first to tenth in words, then in figures", function()
    local cases = {
      [1] = "first", [2] = "second", [10] = "tenth", [11] = "11th", [12] = "12th", [13] = "13th",
      [20] = "20th", [21] = "21st", [22] = "22nd", [23] = "23rd", [101] = "101st",
      [111] = "111th", [112] = "112th", [1003] = "1003rd",
    }
    for n, text in pairs(cases) do assert.equal(text, words.ordinal(n)) end
    assert.same({ "第一", "第十", "第11" },
      { words.ordinal(1, "zh"), words.ordinal(10, "zh"), words.ordinal(11, "zh") })
  end)

  it("calls a change slight below 3%, sharp from 20%, a surge from 60%, either way", function()
    local cases = {
      ["0.05"] = "slight", ["2.999"] = "slight", ["3"] = "plain", ["19.99"] = "plain",
      ["20"] = "sharp", ["47.3"] = "sharp", ["59.999"] = "sharp", ["60"] = "surge",
      ["1198.59"] = "surge",
    }
    for percent, size in pairs(cases) do
      assert.equal(size, words.size(fake.change("mom", percent)))
      assert.equal(size, words.size(fake.change("mom", "-" .. percent)))
    end
  end)

  it("takes thresholds of one's own", function()
    local t = setmetatable({ slight = 1 }, { __index = words.thresholds })
    assert.equal("plain", words.size(fake.change("mom", "2"), t))
  end)

  it("says what is wrong with thresholds", function()
    assert.is_nil(words.check_thresholds { slight = 2, over = 0 })
    assert.equal("unknown threshold 'slightly' (did you mean 'slight'?)",
      words.check_thresholds { slightly = 2 })
    assert.equal("threshold 'sharp': a number expected, got string",
      words.check_thresholds { sharp = "20" })
    assert.equal("threshold 'over': decimals as a whole number expected, got 0.5",
      words.check_thresholds { over = 0.5 })
    assert.equal("threshold 'flat': a number expected, got inf",
      words.check_thresholds { flat = math.huge })
  end)

  it("tells parts that moved their whole by what they explain of its change", function()
    local parts = { fake.change("contribution", "3"), fake.change("contribution", "2") }
    assert.is_true(words.moved_by(parts, fake.change("yoy", "10")))
    assert.is_true(words.moved_by(parts, fake.change("yoy", "2")))
    assert.is_false(words.moved_by(parts, fake.change("yoy", "10.1")))
    assert.is_false(words.moved_by(parts, fake.change("yoy", "-4")))
    assert.is_false(words.moved_by(parts, fake.change("yoy", "0.01")))
    local unknown = fake.exports({ ["2025-04"] = 1 }).yoy
    assert.is_false(words.moved_by({ unknown }, fake.change("yoy", "10")))
    assert.is_true(words.moved_by(parts, fake.change("yoy", "12"), setmetatable({ engine = 40 },
      { __index = words.thresholds })))
  end)

  it("have a word for every direction and size in each language, the same number of lists", function()
    for _, lang in ipairs { "en", "zh" } do
      local wording = words[lang].wording
      for _, size in ipairs { "slight", "plain", "sharp", "surge" } do
        for _, sign in ipairs { 1, -1 } do
          local seen = {}
          for _, variant in ipairs(wording.moved[size][sign]) do
            assert.is_nil(seen[variant], variant)
            seen[variant] = true
          end
          assert.is_true(#wording.moved[size][sign] >= 4)
        end
      end
      for _, sign in ipairs { 1, 0, -1 } do assert.is_string(wording.rise[sign][1]) end
    end
  end)

  it("opposes changes of opposite signs only; a flat one opposes nothing", function()
    local up, down = fake.change("mom", "5"), fake.change("yoy", "-5")
    local flat = fake.change("yoy", "-0.049")
    assert.is_true(words.opposed(up, down))
    assert.is_false(words.opposed(up, up))
    assert.is_false(words.opposed(up, flat))
    assert.is_true(words.alike(down, down))
    assert.is_false(words.alike(flat, down))
    assert.is_false(words.alike(flat, flat))
  end)

  it("takes a rise from none for a rise", function()
    local from_none = fake.exports({ ["2025-04"] = 5, ["2024-04"] = 0 }).yoy
    assert.is_true(words.opposed(from_none, fake.change("mom", "-5")))
  end)

  it("grants 'only' to a share below one half of a part that is falling", function()
    local falling, rising = fake.change("mom", "-3"), fake.change("mom", "3")
    assert.is_true(words.only(fake.share "49.9", falling))
    assert.is_false(words.only(fake.share "50", falling))
    assert.is_false(words.only(fake.share "27.3", rising))
  end)

  it("calls changes from 10% to below 100% double-digit", function()
    assert.is_false(words.double_digit(fake.change("yoy", "-9.4")))
    assert.is_true(words.double_digit(fake.change("yoy", "10")))
    assert.is_true(words.double_digit(fake.change("yoy", "-99.99")))
    assert.is_false(words.double_digit(fake.change("yoy", "100")))
  end)

  it("refuses a language it has no words of", function()
    assert.error_matches(function() words.language "de" end,
      "unknown language 'de'; languages are 'en', 'zh'$")
  end)
end)
