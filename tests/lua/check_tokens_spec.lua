local number <const> = require "ingot.number"
local page <const> = require "ingot.check.page"
local tokens <const> = require "ingot.check.tokens"

local function sentences(text)
  return tokens.of(page.read(text, "a.txt"))
end

local function all(text, kind)
  local found <const> = {}
  for _, sentence in ipairs(sentences(text)) do
    for _, token in ipairs(sentence.tokens) do
      if token.kind == kind then
        found[#found + 1] = token
      end
    end
  end
  return found
end

describe("check.tokens", function()
  for text, expected in pairs {
    ["It was 30,400 mt."] = "30400 t", ["It was 3.615 million tons."] = "3615000 t",
    ["It was 3.04 × 10,000 mt."] = "30400 t", ["It was 3.04 (10,000 mt)."] = "30400 t",
    ["It was 6.65万吨."] = "66500 t", ["It was 12 亿美元."] = "1200000000 USD",
    ["It was $1.2 billion."] = "1200000000 USD", ["It was US$5m."] = "5000000 USD",
    ["It was US$ 1,234 per ton."] = "1234 USD/t", ["It was 1,000 yuan/mt."] = "1000 CNY/t",
    ["It was RMB 21,610 per metric ton."] = "21610 CNY/t", ["It fell −3.5%."] = "-3.5 %",
    ["It fell by 3.5 per cent."] = "3.5 %", ["It rose 0.6 percentage points."] = "0.6 pp",
    ["It rose 2.2 points."] = "2.2 points", ["It rose 25 basis points."] = "25 bp",
    ["It was 30 400 mt."] = "30400 t", ["It was 2.3 Mt."] = "2300000 t", ["It was 30kt."] = "30000 t",
    ["It was 500 kg."] = "0.5 t", ["It was -119,400 mt."] = "-119400 t",
    ["It was three million tonnes."] = "3000000 t", ["It was 56.9."] = "56.9 nil",
    ["It lasted 12 months."] = "12 months", ["It was 300 ktpa."] = "300000 t/year",
  } do
    it("reads the figure of '" .. text .. "'", function()
      local token <const> = all(text, "number")[1]
      assert.equal(expected, number.text(token.value) .. " " .. tostring(token.unit))
    end)
  end

  it("keeps one unit of the last digit as the step", function()
    assert.equal("1", number.text(all("It was 30,400 mt.", "number")[1].step))
    assert.equal("1000", number.text(all("It was 3.615 million tons.", "number")[1].step))
  end)

  for text, wrong in pairs {
    ["It was 216,00 mt."] = "a comma that does not part thousands",
    ["It was 42.% of it."] = "no digit behind the point",
    ["It was 1,23,456 mt."] = "a comma that does not part thousands",
    ["It was 12..5 kt."] = "two points in a row", ["It was 3.4.5%."] = "more than one point",
  } do
    it("says what is wrong with '" .. text .. "'", function()
      assert.equal(wrong, all(text, "number")[1].malformed)
    end)
  end

  it("marks both ends of a range and gives the first the unit", function()
    local found <const> = all("Growth was 10-15%.", "number")
    assert.same({ "%", "first", "%", "last" },
      { found[1].unit, found[1].range, found[2].unit, found[2].range })
  end)

  it("gives bare numbers of a list the unit behind it", function()
    local found <const> = all("They took 3.2, 4.5 and 5.6 million mt respectively.", "number")
    assert.equal("3200000", number.text(found[1].value))
    assert.equal("t", found[2].unit)
  end)

  for _, text in ipairs { "(HS codes: 76141000, 76149000)", "See Section 232.", "The 6063 alloy sold.",
    "It was No. 3 then.", "COVID-19 came.", "At 12:08 it was said.", "The 99.7% aluminum sold." } do
    it("takes no figure from '" .. text .. "'", function()
      for _, token in ipairs(all(text, "number")) do
        assert.is_true(token.code)
      end
    end)
  end

  for text, when in pairs {
    ["In April 2025 it rose."] = { kind = "month", from = 4, to = 4, year = 2025 },
    ["On May 30, 2025 it rose."] = { kind = "month", from = 5, to = 5, day = 30, year = 2025 },
    ["In the first quarter of 2025 it rose."] = { kind = "quarter", from = 1, to = 3, year = 2025 },
    ["In 1Q25 it rose."] = { kind = "quarter", from = 1, to = 3, year = 2025 },
    ["In H1 2025 it rose."] = { kind = "half", from = 1, to = 6, year = 2025 },
    ["Jan–Apr 2025 it rose."] = { kind = "range", from = 1, to = 4, year = 2025 },
    ["From January to April, it rose."] = { kind = "range", from = 1, to = 4 },
    ["the first 11 months of 2025 it rose."] = { kind = "range", from = 1, to = 11, year = 2025 },
    ["Full-year 2025 it rose."] = { kind = "year", year = 2025 },
    ["In the same period of 2024 it rose."] = { kind = "same", year = 2024 },
    ["It was a year earlier."] = { kind = "same", years = 1 },
    ["It was so in the previous month."] = { kind = "month", back = 1 },
    ["November 2024 to March 2025 it rose."] =
      { kind = "range", from = 11, to = 3, year = 2024, to_year = 2025 },
  } do
    it("reads the period of '" .. text .. "'", function()
      assert.same(when, all(text, "period")[1].when)
    end)
  end

  for text, sense in pairs {
    ["It edged up 5%."] = { move = 1, size = "slight", form = "verb" },
    ["It plunged 5%."] = { move = -1, size = "surge", form = "verb" },
    ["Russian goods."] = { partner = "Russia", demonym = true },
    ["Jiangsu Province led."] = { province = "Jiangsu" },
    ["month-on-month it was so."] = { relation = "mom" },
    ["Respectively so."] = { respectively = true }, ["Over 5%."] = { bound = "above" },
    ["Barter trade."] = { mode = "barter trade" },
  } do
    it("finds the sense of '" .. text .. "'", function()
      local found
      for _, token in ipairs(all(text, "word")) do
        found = found or token.sense
      end
      assert.same(sense, found)
    end)
  end

  it("ends no sentence at an abbreviation or a semicolon", function()
    assert.equal(2, #sentences("The U.S. took No. 3 vs. Jan. levels; it rose 5.5%. Then it fell."))
  end)
end)
