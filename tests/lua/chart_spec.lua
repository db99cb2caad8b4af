-- Charts as data: what each kind draws of claims, its title and words in both languages, what is left
-- out, and what is refused. Nothing here is drawn.

local chart = require "ingot.chart"
local document_ = require "ingot.document"
local ingot = require "ingot"
local number = require "ingot.number"
local period = require "ingot.period"
local raised = require "support.raised"

-- Exports by month from two partners; `kg` gives those of a month, nil for a month not covered.
local function cube(first, last, kg, joint)
  local columns <const> = { month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {} }
  local function add(...)
    for i, name in ipairs { "month", "flow", "hs", "partner_code", "qty_kg" } do
      table.insert(columns[name], (select(i, ...)))
    end
  end
  for month in period(first .. ".." .. last):months() do
    local all <const> = kg(month)
    for code, quantity in pairs(type(all) == "table" and all or { ["429"] = all }) do
      add(tostring(month), "export", "76141000", code, quantity)
    end
  end
  return ingot.cube(ingot.table(columns, {
    units = { qty_kg = "kg" }, covers = { from = first, to = last, hs = { "76141000", "76149000" } }, joint = joint,
  })):slice { product = "wire_cable" }
end

-- 10,000 t in each month of 2024, then 1,000 t more each month.
local function growing(month)
  return 10000000 + math.max(0, month.from - period("2024-12").from) * 1000000
end

local function made(...)
  local result <const>, message <const> = chart.new(...)
  assert.is_nil(message)
  return result
end

describe("a chart of bars", function()
  local data <const> = cube("2024-01", "2025-04", growing):series("exports", period("2025-04"):last(16))

  it("begins when there is a year to hold it against", function()
    local bars <const> = made("bars", data)
    assert.equal(4, #bars.points)
    assert.equal("2025-01", tostring(bars.points[1].period))
    assert.equal("11000", number.text(bars.points[1].claim.value))
    assert.equal("10000", number.text(bars.points[1].before.value))
  end)

  it("has all periods of a series of up to a year", function()
    assert.equal(4, #made("bars", { table.unpack(data, 13, 16) }).points)
  end)

  it("prints its numbers as the article does, unless told, and never in another unit", function()
    local function words(displays, options)
      local a <const> = ingot.article { title = "Exports", displays = displays }
      local doc <const> = a:chart("bars", { data[13], data[16] }, options):document()
      return document_.text(doc, { sentences = { doc.blocks[2].description } }):match "latest .*$"
    end
    assert.equal("latest 14,000 mt in April 2025.", words())
    assert.equal("latest 10,000 mt in April 2025.", words { level = "wan0" })
    assert.equal("latest 14,000.0 mt in April 2025.", words({ level = "wan0" }, { as = "t1" }))
    assert.equal("latest 14,000 mt in April 2025.", words { level = "usd0" })
  end)

  it("cuts digits as its levels do, however it prints them", function()
    local sold <const> = ingot.table({
      month = { "2025-04" }, flow = { "export" }, hs = { "76141000" }, qty_kg = { 9600 },
    }, { units = { qty_kg = "kg" }, covers = { from = "2025-04", to = "2025-04", hs = { "76141000" } } })
    for levels, text in pairs { round = "10", truncate = "9" } do
      local level <const> = ingot.cube(sold, { levels = levels }):measure("exports", "2025-04")
      local spans <const> = made("bars", { level }, { as = "t0" }):describe "en"
      assert.equal(text, spans[2].text)
    end
  end)

  it("has years side by side", function()
    local bars <const> = made("bars", cube("2022-01", "2024-12", growing):series("exports",
      { "2022", "2023", "2024" }))
    assert.equal(3, #bars.points)
    assert.equal(1, #bars:picture().marks)
    assert.equal("Exports of aluminum wire and cable by year, 2022 to 2024",
      bars:title())
  end)

  it("has January and February as one where they are known together", function()
    local joint <const> = cube("2025-01", "2025-04", function(month)
      return tostring(month) == "2025-01" and {} or 5000000
    end, { 2025 })
    local bars <const> = made("bars", joint:series("exports", period("2025-04"):last(4)))
    local names <const> = {}
    for _, text in ipairs(bars:picture().texts) do
      names[text.text] = true
    end
    assert.is_true(names["Jan–Feb"] and names["Mar"] and names["Apr"])
    assert.equal("Exports of aluminum wire and cable by month, January to April 2025", bars:title())
  end)

  it("says what it shows in both languages", function()
    local bars <const> = made("bars", data)
    assert.equal("Exports of aluminum wire and cable by month, January to April 2025", bars:title())
    assert.equal("Exports of aluminum wire and cable by month, January to April 2025, with the same "
      .. "periods a year earlier as a line: lowest 11,000 mt in January 2025, highest 14,000 mt in "
      .. "April 2025, latest 14,000 mt in April 2025.", bars:alt())
    assert.equal("2025年1-4月铝线缆出口量（月度）", bars:title "zh")
    assert.equal("2025年1-4月铝线缆出口量（月度），折线为上年同期：最低为2025年1月的1.10万吨，最高为"
      .. "2025年4月的1.40万吨，最新为2025年4月的1.40万吨。", bars:alt "zh")
  end)

  it("keeps the claim of each number it says", function()
    local claims <const> = {}
    for _, span in ipairs(made("bars", data):describe()) do
      claims[#claims + 1] = type(span) == "table" and span.claim or nil
    end
    assert.same({ data[13], data[16], data[16] }, claims)
  end)

  it("draws what is unknown as a gap and zero as zero", function()
    local known <const> = cube("2025-01", "2025-03", function(month)
      return tostring(month) == "2025-02" and {} or 5000000
    end)
    local bars <const> = made("bars", known:series("exports", { "2025-01", "2025-02", "2025-03", "2025-04" }))
    local picture <const> = bars:picture()
    assert.equal(1, #picture.marks) -- no line: nothing is known of the year before
    local heights <const> = {}
    for i, box in ipairs(picture.marks[1].points) do
      heights[i] = { box[1], box[2] }
    end
    assert.same({ { 1, 5000.0 }, { 2, 0.0 }, { 3, 5000.0 } }, heights)
    assert.is_truthy(bars:alt():find("lowest 0 mt in February 2025", 1, true))
    assert.is_truthy(bars:alt():find("; no figure for April 2025.", 1, true))
  end)

  it("names the months that its figures are of", function()
    local levels <const> = cube("2024-03", "2025-04", growing):series("exports", period("2025-04"):last(4))
    assert.equal("Data of March 2024 to April 2025", made("bars", levels):source())
    assert.equal("数据期间：2024年3月至2025年4月", made("growth", levels):source "zh")
  end)

  it("draws levels below zero down from zero", function()
    local levels <const> = cube("2025-01", "2025-02", function() return -3000000 end)
      :series("exports", { "2025-01", "2025-02" })
    local picture <const> = made("bars", levels):picture()
    local box <const> = picture.marks[1].points[1]
    assert.same({ -3000.0, 0 }, { box[5], box[6] })
    assert.is_true(picture.y.from <= -3000 and picture.y.to >= 0)
  end)
end)

describe("a chart of growth", function()
  it("begins where there is a year before, and has no rate from none", function()
    local levels <const> = cube("2024-01", "2025-03", function(month)
      return tostring(month) == "2024-02" and {} or growing(month)
    end):series("exports", period("2025-03"):last(6))
    local growth <const> = made("growth", levels)
    assert.equal("2025-01", tostring(growth.points[1].period))
    assert.same({ { 1, 10.0 }, false, { 3, 30.0 } }, growth:picture().marks[1].points)
    assert.equal("Exports of aluminum wire and cable: change on a year earlier, January to March 2025: "
      .. "lowest 10.00% in January 2025, highest 30.00% in March 2025, latest 30.00% in March 2025; "
      .. "no figure for February 2025.", growth:alt())
  end)
end)

local function partners()
  return cube("2024-04", "2025-04", function(month)
    local n <const> = month.from - period("2024-04").from
    return { ["429"] = 5000000 - n * 100000, ["311"] = 1000000 + n * 200000, ["344"] = 2000000 }
  end):by "partner"
end

describe("a chart of ranks", function()
  it("has the largest first, in the language's names", function()
    local rows <const> = partners():top(3, "exports", "2025-04")
    local ranked <const> = made("ranked", { rows[3], rows[1], rows[2] }, { as = "t0" })
    assert.equal("Exports of aluminum wire and cable by partner, April 2025: Mexico 3,800 mt, "
      .. "Portugal 3,400 mt and Russia 2,000 mt.", (ranked:alt():gsub("%s+", " ")))
    assert.equal("2025年4月铝线缆出口量（按贸易伙伴）：墨西哥3,800吨、葡萄牙3,400吨、俄罗斯2,000吨。",
      ranked:alt "zh")
  end)

  it("keeps to as many as can be read, and says that there are others", function()
    local row <const> = partners():top(1, "exports", "2025-04")[1]
    local rows <const> = {}
    for i = 1, 300 do
      rows[i] = row
    end
    local ranked <const> = made("ranked", rows)
    assert.equal(15, #ranked.points)
    assert.is_truthy(ranked:alt():find("mt and others.", 1, true))
    assert.equal("and others", ranked:picture().texts[#ranked:picture().texts].text)
    assert.is_true(ranked:picture().height < 500)
  end)

  it("ranks by what a row's claim answers for", function()
    local ranked <const> = made("ranked", partners():top(3, "exports", "2025-04"),
      { of = "exports.yoy" })
    assert.equal("Portugal", ranked.points[1].subject.en)
    assert.equal("Change in exports of aluminum wire and cable on a year earlier by partner, April 2025: "
      .. "Portugal 240.00%, Russia 0.00% and Mexico -24.00%.", ranked:alt())
    assert.equal("2025年4月铝线缆出口量同比变动（按贸易伙伴）", ranked:title "zh")
  end)

  it("takes the names of a script's own rows, in one language or each", function()
    local total <const> = cube("2025-04", "2025-04", growing):measure("exports", "2025-04")
    local ranked <const> = made("ranked", {
      { name = { code = "x", en = "Us", zh = "我" }, level = total }, { name = "Them", level = total },
    }, { of = "level" })
    assert.is_truthy(ranked:alt("en"):find("Us %S+ mt and Them %S+ mt%.$"), ranked:alt "en")
    assert.is_truthy(ranked:alt("zh"):find("我[%d.]+万吨、Them[%d.]+万吨。$"), ranked:alt "zh")
    assert.equal("我", ranked:picture("zh").texts[2].text)
  end)

  it("shortens long names", function()
    local scale <const> = require "ingot.chart.scale"
    assert.equal("abcdefghi…", scale.shorten("abcdefghijklm", 10))
    assert.equal("中文名…", scale.shorten("中文名字很长", 8))
    assert.equal("a \\u{202E}b", scale.shorten("a\n\u{202E}b", 12))
  end)
end)

describe("a chart of shares", function()
  it("has a line of each row's member", function()
    local shares <const> = made("shares", partners():top(2, "exports", "2025-04"),
      { over = period("2025-04"):last(3) })
    assert.equal(2, #shares.points)
    assert.equal(3, #shares.points[1].points)
    assert.equal("Exports of aluminum wire and cable: shares by partner, February to April 2025; in "
      .. "April 2025: Mexico 41.3% (44.4% in February 2025) and Portugal 37.0% (33.3% in February "
      .. "2025).", shares:alt())
  end)

  it("writes no name over another", function()
    local shares <const> = made("shares", partners():top(3, "exports", "2025-04"))
    local heights <const> = {}
    for _, text in ipairs(shares:picture().texts) do
      heights[#heights + 1] = text.text:find "%%$" and text.at[2] or nil
    end
    table.sort(heights)
    assert.equal(3, #heights)
    assert.is_true(heights[2] - heights[1] >= 18 and heights[3] - heights[2] >= 18)
  end)
end)

describe("a chart of lines", function()
  local series <const> = {}
  for i, one in ipairs { { 0, 15, 25, 35 }, { 10, 10, false, 20 } } do
    series[i] = ingot.series { name = "i" .. i, from = "2025-01", values = one, unit = "%" }
    ingot.lights("lines " .. i) { en = "index " .. ({ "one", "two" })[i], zh = "指数" .. ({ "甲", "乙" })[i],
      indicators = { { "i" .. i, bounds = { 0, 10, 20, 30 } } },
      readings = { { 41, "normal", month = "2024-01" }, { 55, "normal", month = "2024-02" },
        { 15, "cold", month = "2024-03" } } }
  end
  local one <const>, two <const> = ingot.lights.of("lines 1", series), ingot.lights.of("lines 2", series)
  local months <const> = period("2025-04"):last(4)

  it("has a line an index, with gaps, on the bands that are proven", function()
    local lines <const> = made("lines", { one, two }, { over = months, bands = one:bands() })
    assert.equal("Index one and index two by month, January to April 2025", lines:title())
    assert.equal("2025年1-4月指数甲、指数乙（月度）", lines:title "zh")
    assert.equal(8, #lines.claims)
    local drawn <const> = lines:picture()
    local kinds <const> = {}
    for i, mark in ipairs(drawn.marks) do
      kinds[i] = mark.kind .. " " .. mark.tone
    end
    assert.same({ "boxes cold", "boxes normal", "line orange", "line blue" }, kinds)
    assert.same({ { 2.5, 55, 0.7, 4.3, 41, 55 } }, drawn.marks[2].points)
    assert.same({ { 1, 40 }, { 2, 40 }, false, { 4, 60 } }, drawn.marks[3].points)
  end)

  it("says of each line its lowest, highest and latest, and what is not known", function()
    assert.equal("Index one and index two by month, January to April 2025: index one: lowest 20.0 in "
      .. "January 2025, highest 90.0 in April 2025, latest 90.0 in April 2025; index two: lowest 40.0 in "
      .. "January 2025, highest 60.0 in April 2025, latest 60.0 in April 2025; no figure for March 2025.",
      made("lines", { one, two }, { over = months }):alt())
  end)

  it("refuses what are no lines of the same periods", function()
    local function refused(...)
      return (select(2, chart.new("lines", ...)))
    end
    local claims <const> = one:series(months)
    assert.equal("lines: over: periods expected of an index, as { over = period:last(36) }", refused({ one }))
    assert.equal("lines: over: a month expected, got 2025", refused({ one }, { over = { "2025" } }))
    assert.equal("lines: line 1: an index, or a name and claims, expected, as { en = …, zh = …, claims = … }",
      refused({ 7 }))
    assert.equal("lines: line 2: 3 claims, the first line has 4", refused { { en = "a", claims = claims },
      { en = "b", claims = { claims[1], claims[2], claims[3] } } })
    assert.equal("lines: line 2: item 1 is of 2025-02; all lines are of the periods of the first",
      refused { { en = "a", claims = claims }, { en = "b", claims = { claims[2] } } })
    assert.equal("lines: line 1: item 2 is no claim", refused { { en = "a", claims = { claims[1], 5 } } })
    assert.equal('lines: band 1: two numbers expected, as { from = 32.7, to = 63.3, en = "normal", zh = "正常" }',
      refused({ one }, { over = months, bands = { { from = 3 } } }))
    assert.equal("lines: option 'bands': bands, as board:bands(), expected, got string",
      refused({ one }, { bands = "2025" }))
  end)
end)

describe("a waterfall", function()
  it("goes from zero to the change of the whole", function()
    local fall <const> = made("waterfall", partners():contributions("exports", "2025-04"))
    assert.equal("Exports of aluminum wire and cable: contributions by partner to the change from "
      .. "April 2024 to April 2025: Mexico -15.00 percentage points, Portugal 30.00 percentage points "
      .. "and Russia 0.00 percentage points, in all 15.00 percentage points.", fall:alt())
    local ends <const> = {}
    for _, mark in ipairs(fall:picture().marks) do
      for _, box in ipairs(mark.points) do
        ends[-box[2]] = { box[3], box[4] }
      end
    end
    assert.same({ { -15.0, 0.0 }, { -15.0, 15.0 }, { 15.0, 15.0 }, { 0.0, 15.0 } }, ends)
  end)
end)

describe("an axis", function()
  local scale <const> = require "ingot.chart.scale"

  it("goes from round to round and holds zero", function()
    local axis <const> = scale.axis { 9400, 26700 }
    local texts <const> = {}
    for i, tick in ipairs(axis.ticks) do
      texts[i] = tick.text
    end
    assert.same({ "0", "10,000", "20,000", "30,000" }, texts)
  end)

  it("has ticks for any values", function()
    for _, values in ipairs { {}, { 0.0 }, { -1e-9 }, { 1e15 }, { -3.0, 0.02 }, { 1 / 3 } } do
      local axis <const> = scale.axis(values)
      assert.is_true(#axis.ticks >= 2 and #axis.ticks <= 8)
      for _, value in ipairs(values) do
        assert.is_true(axis.from <= value and value <= axis.to)
      end
    end
  end)
end)

describe("article:chart", function()
  local rows <const> = partners():top(2, "exports", "2025-04")

  local function article()
    return ingot.article { title = { en = "T", zh = "题" }, lang = { "en", "zh" } }
  end

  it("is a block with words in each language and the claims in them", function()
    local said <const> = article():chart("ranked", rows)
    local block <const> = said:document("zh").blocks[2]
    assert.equal("chart", block.kind)
    assert.equal("2025年4月铝线缆出口量（按贸易伙伴）", block.sentences[1][1])
    assert.equal("2025年4月铝线缆出口量（按贸易伙伴）：墨西哥0.38万吨、葡萄牙0.34万吨。", block.alt)
    local placed <const> = document_.spans(said:document())
    assert.equal(2, #placed)
    assert.same({ paragraph = 1, sentence = 1 }, placed[1].at)
    assert.is_truthy(tostring(said):find("\n\nExports of aluminum wire and cable by partner, April "
      .. "2025: Mexico 3,800 mt and Portugal 3,400 mt.", 1, true))
  end)

  it("has its figures in a page under the ids of the claims file", function()
    local html <const> = require("ingot.render.html")
    local said <const> = article():chart("ranked", rows):say({ en = "{x}.", zh = "{x}。" },
      { x = rows[1].exports })
    local page <const> = html.render(said:document())
    local ids <const> = {}
    for id, text in page:gmatch '<span class="f" id="(c%d+)"[^>]*>([^<]*)<' do
      ids[#ids + 1] = id .. " " .. text
    end
    assert.same({ "c1 3,800", "c2 3,400", "c3 3,800" }, ids)
    assert.is_truthy(page:find('<p class="alt">Mexico <span', 1, true))
    assert.is_truthy(html.render(said:document "zh"):find('<p class="alt">墨西哥<span', 1, true))
    assert.is_truthy(page:find('<p class="source">Data of April 2025</p>', 1, true))
  end)

  it("takes a title", function()
    local said <const> = article():chart("ranked", rows, { title = { en = "Buyers", zh = "买家" } })
    assert.equal("Buyers", said:document().blocks[2].sentences[1][1])
  end)

  it("is left out where there is nothing to draw", function()
    local said <const> = article()
    said:chart("ranked", partners():top(3, "exports", "2030-01"))
    said:chart("bars", partners().cube:series("exports", { "2030-01" }))
    assert.equal(1, #said:document().blocks)
  end)

  it("refuses what it cannot draw, at the script's line", function()
    local levels <const> = partners().cube:series("exports", { "2025-03", "2025-04" })
    local function refused(...)
      local given <const> = table.pack(...)
      return (raised(function() article():chart(table.unpack(given, 1, given.n)) end))
    end
    assert.equal("HERE: chart: unknown kind 'bar' (did you mean 'bars'?)", refused("bar", levels))
    assert.equal("HERE: chart: bars: levels in time, as cube:series(\"exports\", period:last(24)), "
      .. "expected, got nil", refused("bars", nil))
    assert.equal("HERE: chart: bars: levels in time expected, as cube:series(\"exports\", "
      .. "period:last(24)); item 1 is no level", refused("bars", rows))
    assert.equal("HERE: chart: bars: periods in order expected, got 2025-03 after 2025-04",
      refused("bars", { levels[2], levels[1] }))
    assert.equal("HERE: chart: ranked: unknown option 'mots' (did you mean 'most'?)",
      refused("ranked", rows, { mots = 3 }))
    assert.equal("HERE: chart: ranked: option 'most': a whole number from 1 expected, got 0",
      refused("ranked", rows, { most = 0 }))
    assert.equal("HERE: chart: ranked: rows expected, as cube:by(\"partner\"):top(10, \"exports\", "
      .. "period)", refused("ranked", { 1, 2 }))
    assert.equal("HERE: chart: ranked: row 1 has no claim 'export' (did you mean 'exports'?)",
      refused("ranked", rows, { of = "export" }))
    assert.equal("HERE: chart: ranked: as: unknown display 't9' (did you mean 't0'?)",
      refused("ranked", rows, { as = "t9" }))
    assert.equal("HERE: chart: waterfall: contributions, as cube:by(\"partner\"):contributions("
      .. "\"exports\", period, { top = 6 }), expected", refused("waterfall", rows))
  end)
end)
