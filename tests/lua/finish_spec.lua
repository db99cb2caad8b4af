-- Passes over a finished document: shares that add up, figures that a reader can compute again,
-- bounds for what would be printed as nothing or as all. Whole texts, in both languages.

local display = require "ingot.display"
local ingot = require "ingot"
local number = require "ingot.number"
local random_of = require "support.random"
local rational = require "ingot.rational"
local rounds = require "support.rounds"
local text = require "ingot.render.text"

-- A cube of rows { month, partner, tonnes as text }.
local function cube_of(rows, levels)
  local columns = { month = {}, flow = {}, hs = {}, partner_code = {}, qty_kg = {} }
  for i, row in ipairs(rows) do
    columns.month[i], columns.partner_code[i] = row[1], row[2]
    columns.qty_kg[i] = ("%d"):format(math.floor(tonumber(row[3]) * 1000 + 0.5))
    columns.flow[i], columns.hs[i] = "export", "76141000"
  end
  return ingot.cube(ingot.table(columns, {
    units = { qty_kg = "kg" }, types = { qty_kg = "decimal" }, rows = #rows,
  }), { levels = levels or "round" })
end

local partners <const> = { "429", "311", "116", "133", "122", "106" }

-- A cube of one month, of partners with so many tonnes each.
local function month_of(tonnes)
  local rows = {}
  for i, quantity in ipairs(tonnes) do rows[i] = { "2025-04", partners[i], quantity } end
  return cube_of(rows)
end

local both <const> = { "en", "zh" }

local function begin(more)
  local spec = { title = { en = "Exports", zh = "出口" }, period = "2025-04", lang = both }
  for key, value in pairs(more or {}) do spec[key] = value end
  return ingot.article(spec)
end

-- The document without its title, a line a block.
local function said(article, lang)
  return (text.render(article:document(lang)):gsub("^[^\n]*\n\n", ""):gsub("\n\n", "\n"))
end

local function shares_of(tonnes, more)
  local article = begin(more)
  article:say({ en = "{name} took {exports.share}.", zh = "{name}占{exports.share}。" },
    month_of(tonnes):by("partner"):all("exports", "2025-04"))
  return article
end

-- The figures of a document: { claim, text, display }.
local function spans_of(article, lang)
  local list = {}
  for _, placed in ipairs(require("ingot.document").spans(article:document(lang))) do
    list[#list + 1] = placed.span
  end
  return list
end

describe("shares that make up their whole", function()
  it("get a note when they do not add up as rounded", function()
    local article = shares_of { 1, 1, 1 }
    assert.equal("Japan took 33.3%. Portugal took 33.3%. Mexico took 33.3%.\n"
      .. "(Shares may not add up to 100% because of rounding.)\n", said(article, "en"))
    assert.equal("日本占33.3%。葡萄牙占33.3%。墨西哥占33.3%。\n"
      .. "（因四舍五入，各项占比之和可能不等于100%。）\n", said(article, "zh"))
  end)

  it("are apportioned on demand, the unit left going to the larger, then the lower code", function()
    local article = shares_of({ 1, 1, 1 }, { shares = "apportion" })
    assert.equal("Japan took 33.4%. Portugal took 33.3%. Mexico took 33.3%.\n", said(article, "en"))
    assert.equal("日本占33.4%。葡萄牙占33.3%。墨西哥占33.3%。\n", said(article, "zh"))
    for _, span in ipairs(spans_of(article)) do
      assert.same({ unit = "%", decimals = 1, mode = "apportioned" }, span.display)
    end
  end)

  it("lose a unit where rounding gave too many", function()
    local article = shares_of({ 1, 1, 4 }, { shares = "apportion" })
    assert.equal("Japan took 66.7%. Portugal took 16.7%. Mexico took 16.6%.\n", said(article, "en"))
  end)

  it("may be left as they are", function()
    local article = shares_of({ 1, 1, 1 }, { shares = "plain" })
    assert.equal("Japan took 33.3%. Portugal took 33.3%. Mexico took 33.3%.\n", said(article, "en"))
    assert.same({ unit = "%", decimals = 1, mode = "round" }, spans_of(article)[1].display)
  end)

  it("need neither where they add up, or where parts are missing", function()
    assert.equal("Portugal took 75.0%. Mexico took 25.0%.\n",
      said(shares_of({ 1, 3 }, { shares = "apportion" })))
    local article = begin { shares = "apportion" }
    article:say({ en = "{name} took {exports.share}.", zh = "{name}占{exports.share}。" },
      month_of({ 1, 1, 1 }):by("partner"):top(2, "exports", "2025-04"))
    assert.equal("Japan took 33.3%. Portugal took 33.3%.\n", said(article, "en"))
  end)

  it("give nothing to a part of zero, and leave parts below zero alone", function()
    local rows = { { "2025-03", "133", 1 }, { "2025-04", "429", 1 }, { "2025-04", "311", 1 },
      { "2025-04", "116", 1 }, { "2025-04", "133", 0 } }
    local article = begin { shares = "apportion" }
    local by = cube_of(rows):by "partner"
    for _, name in ipairs { "Mexico", "Portugal", "Japan", "133" } do
      article:say({ en = "{exports.share}.", zh = "{exports.share}。" },
        by:one(name, "exports", "2025-04"))
    end
    assert.equal("33.3%. 33.3%. 33.4%. 0.0%.\n", said(article, "en"))
    article = begin { shares = "apportion" }
    article:say({ en = "{name} took [{exports.share}|less than nothing].", zh = "[{exports.share}]" },
      month_of({ 1, 1, 2, -1 }):by("partner"):all("exports", "2025-04"))
    assert.equal("Japan took less than nothing. Portugal took less than nothing. "
      .. "Mexico took less than nothing. South Korea took less than nothing.\n", said(article, "en"))
  end)

  it("print one share alike where it stands alone as well", function()
    local article = begin { shares = "apportion" }
    local rows = month_of({ 1, 1, 1 }):by("partner"):all("exports", "2025-04")
    article:say({ en = "Japan leads with {exports.share}.", zh = "日本占{exports.share}。" }, rows[1])
    article:paragraph()
    article:say({ en = "{name}: {exports.share}.", zh = "{name}：{exports.share}。" }, rows)
    assert.equal("Japan leads with 33.4%.\nJapan: 33.4%. Portugal: 33.3%. Mexico: 33.3%.\n",
      said(article, "en"))
  end)

  it("add up in the column of a table", function()
    local article = begin { shares = "apportion" }
    article:table({ en = "Partners", zh = "伙伴" },
      month_of({ 1, 1, 1 }):by("partner"):all("exports", "2025-04"),
      { { { en = "Partner", zh = "伙伴" }, { en = "{name}", zh = "{name}" } },
        { { en = "Share", zh = "占比" }, { en = "{exports.share}", zh = "{exports.share}" } } })
    local texts = {}
    for i, span in ipairs(spans_of(article)) do texts[i] = span.text end
    assert.same({ "33.4", "33.3", "33.3" }, texts)
  end)
end)

-- Exports of a year and the year before it, in tonnes.
local function year_of(now, before, levels)
  return cube_of({ { "2024-04", "429", before }, { "2025-04", "429", now } }, levels)
    :measure("exports", "2025-04")
end

describe("recompute = true", function()
  local growth <const> = {
    en = "Exports came to {total:wan2}, {total.yoy:change} from {total.base:wan2}.",
    zh = "出口{total:wan2}，同比{total.yoy:change}，上年同期为{total.base:wan2}。",
  }

  it("prints levels as fine as it takes to get the printed change, in both languages", function()
    local total = year_of(82893, 71410)
    assert.equal("Exports came to 82,900 mt, up 16.08% from 71,400 mt.\n",
      said(begin():say(growth, { total = total })))
    local article = begin { recompute = true }
    article:say(growth, { total = total })
    assert.equal("Exports came to 82,890 mt, up 16.08% from 71,410 mt.\n", said(article))
    assert.equal("出口8.289万吨，同比增长16.08%，上年同期为7.141万吨。\n", said(article, "zh"))
    assert.same({ unit = "万吨", decimals = 3, print_as = "mt", mode = "round" },
      spans_of(article)[1].display)
  end)

  it("does so wherever a level stands, and leaves levels of no printed change", function()
    local article = begin {
      recompute = true, names = { total = year_of(278702, 195018) },
      title = { en = "Exports at about {total:wan1}", zh = "出口约{total:wan1}" },
    }
    article:say { en = "Up {total.yoy:amount} from {total.base:wan1}.",
      zh = "增长{total.yoy:amount}，基数{total.base:wan1}。" }
    local document = require "ingot.document"
    local doc = article:document()
    assert.equal("Exports at about 278,700 mt", document.text(doc, doc.blocks[1]))
    assert.equal("Up 42.91% from 195,020 mt.\n", said(article))
  end)

  it("drops the about of a level that is then printed in full", function()
    local article = begin { recompute = true }
    article:say({
      en = "{total:about:wan1}, {total.yoy:change:percent2} from {total.base:about:wan1}.",
      zh = "{total:about:wan1}，{total.yoy:change:percent2}，{total.base:about:wan1}。",
    }, { total = year_of(2003, 1001) })
    assert.equal("2,003 mt, up 100.10% from 1,001 mt.\n", said(article))
  end)

  it("leaves alone what a reader gets already", function()
    local article = begin { recompute = true }
    article:say(growth, { total = year_of(80000, 40000) })
    assert.equal("Exports came to 80,000 mt, up 100.00% from 40,000 mt.\n", said(article))
  end)

  it("sees to shares, in tables as well", function()
    local cube = month_of { 20810, 9590 }
    local article = begin { recompute = true, names = { total = cube:measure("exports", "2025-04") } }
    article:say({ en = "{name} took {exports:wan2}, {exports.share} of {total:wan2}.",
      zh = "{name}占{exports.share}。" }, cube:by("partner"):all("exports", "2025-04"))
    assert.equal("Mexico took 20,810 mt, 68.5% of 30,400 mt. Portugal took 9,590 mt, 31.5% of "
      .. "30,400 mt.\n", said(article))
  end)

  it("names in a note what comes from unrounded data only, and leaves its levels", function()
    ingot.metric "thirds" { formula = "sum(qty_kg) / 3000", unit = "t" }
    local function levels(now, before)
      return cube_of { { "2024-04", "429", before }, { "2025-04", "429", now } }
        :measure("thirds", "2025-04")
    end
    local template <const> = {
      en = "{total:t3}, {total.yoy:change} from {total.base:t3}. Down {total.yoy:percent}.",
      zh = "{total:t3}，同比{total.yoy:change}，上年{total.base:t3}。",
    }
    local article = begin { recompute = true }
    article:say(template, { total = levels(0.001, 0.5) })
    assert.equal("0.00033 mt, down 99.80% from 0.16667 mt. Down 99.80%.\n", said(article))
    article = begin { recompute = true }
    article:say(template, { total = levels(0.001, 0.007) })
    assert.equal("Less than 0.001 mt, down 85.71% from 0.002 mt. Down 85.71%.\n"
      .. "(From unrounded data, not from the figures printed here: 85.71%.)\n", said(article))
    assert.equal("不足0.001吨，同比下降85.71%，上年0.002吨。\n"
      .. "（以下百分比按未取整的数据计算，而非按文中所列数值推算：85.71%。）\n", said(article, "zh"))
    assert.equal("85.71", spans_of(article)[5].text)
  end)

  it("does not go with apportioned shares", function()
    local fine, message = pcall(ingot.article, { title = "Exports", recompute = true, shares = "apportion" })
    assert.is_false(fine)
    assert.equal('article: shares = "apportion" and recompute = true: nobody recomputes an apportioned '
      .. 'share; shares = "footnote" or "plain" expected', message)
    fine, message = pcall(ingot.article, { title = "Exports", shares = "aportion" })
    assert.is_false(fine)
    assert.equal('article: shares = aportion: "apportion", "footnote" or "plain" expected '
      .. "(did you mean 'apportion'?)", message)
    fine, message = pcall(ingot.article, { title = "Exports", recompute = 1 })
    assert.is_false(fine)
    assert.equal("article: recompute: true or false expected, got number", message)
  end)
end)

describe("a document", function()
  it("is made once in each language, until something is added", function()
    local article = begin()
    article:say { en = "One.", zh = "一。" }
    local en, zh = article:document(), article:document "zh"
    assert.is_true(rawequal(en, article:document "en") and rawequal(zh, article:document "zh"))
    article:say { en = "Two.", zh = "二。" }
    assert.equal("One. Two.\n", said(article))
    assert.equal("一。二。\n", said(article, "zh"))
    article:section { en = "End", zh = "末" }
    article:remark "Three."
    assert.equal(4, #article:document().blocks)
  end)
end)

describe("what would be printed as nothing, or as all", function()
  local function pair(small)
    local rows = cube_of {
      { "2024-04", "429", 1000 }, { "2024-04", "311", 1000 },
      { "2025-04", "429", small }, { "2025-04", "311", 10000 },
    }
    return rows:by("partner"):all("exports", "2025-04")
  end

  it("is said as less or more than what can be printed", function()
    local article = begin()
    article:say({ en = "{name} took {exports.share} of the total.", zh = "{name}占{exports.share}。" },
      pair(0.4))
    assert.equal("Portugal took more than 99.9% of the total. Mexico took less than 0.1% of the total.\n",
      said(article))
    assert.equal("葡萄牙占超过99.9%。墨西哥占不足0.1%。\n", said(article, "zh"))
    assert.same({ unit = "%", decimals = 1, mode = "above" }, spans_of(article)[1].display)
    assert.same({ unit = "%", decimals = 1, mode = "below" }, spans_of(article)[2].display)
  end)

  it("is said of falls to next to nothing, not of doubling", function()
    local article = begin()
    local rows = pair(0.4)
    article:say({ en = "{exports:t3}, {exports.yoy:change:percent1}.",
      zh = "{exports:t3}，同比{exports.yoy:change:percent1}。" }, rows[2])
    assert.equal("0.400 mt, down more than 99.9%.\n", said(article))
    assert.equal("0.400吨，同比下降超过99.9%。\n", said(article, "zh"))
    article = begin()
    article:say({ en = "{total.yoy:change:percent1}.", zh = "{total.yoy:change:percent1}。" },
      { total = year_of(199960, 100000) })
    assert.equal("Up 100.0%.\n", said(article))
  end)

  it("is said of changes by the decimals asked for, unless they read as flat", function()
    local article = begin()
    article:say({ en = "{total.yoy:change:percent0}, {total.yoy:change}. By {total.yoy:percent0}.",
      zh = "同比{total.yoy:change:percent0}。" }, { total = year_of(1002, 1000) })
    assert.equal("Up less than 1%, up 0.20%. By less than 1%.\n", said(article))
    assert.equal("同比增长不足1%。\n", said(article, "zh"))
    article = begin()
    article:say({ en = "{total.yoy:change}, {total.yoy:change:percent1}.", zh = "同比{total.yoy:change}。" },
      { total = year_of(10004, 10000) })
    assert.equal("Flat, flat.\n", said(article))
    assert.equal("同比持平。\n", said(article, "zh"))
  end)

  it("is said of levels and differences too, not of a number with its sign", function()
    local article = begin()
    local rows = cube_of { { "2025-03", "429", 1010 }, { "2025-04", "429", 1000 },
      { "2025-03", "311", 10 }, { "2025-04", "311", 27 } }:by("partner"):all("exports", "2025-04")
    article:say({ en = "{exports:about}, a {exports.diff:increase} of {exports.diff:amount}.",
      zh = "{exports:about}，{exports.diff:increase}{exports.diff:amount}。" }, rows)
    assert.equal("1,000 mt, a decrease of less than 100 mt. Less than 100 mt, an increase of less than "
      .. "100 mt.\n", said(article))
    assert.equal("0.10万吨，减少不足0.01万吨。不足0.01万吨，增加不足0.01万吨。\n", said(article, "zh"))
    article = begin()
    article:say({ en = "{exports.diff}.", zh = "{exports.diff}。" }, rows[1])
    assert.equal("0 mt.\n", said(article))
  end)

  it("follows the article's own threshold of what is flat", function()
    local article = begin { thresholds = { flat = 0.01 } }
    article:say({ en = "{total.yoy:change:percent1}.", zh = "{total.yoy:change:percent1}。" },
      { total = year_of(10003, 10000) })
    assert.equal("Up less than 0.1%.\n", said(article))
    assert.equal("增长不足0.1%。\n", said(article, "zh"))
  end)

  it("replaces a word that would not fit", function()
    local article = begin()
    article:say({ en = "Only {share}; about {share}.", zh = "仅{share}；大约{share}。" },
      { share = pair(0.4)[2].exports.share })
    assert.equal("Less than 0.1%; less than 0.1%.\n", said(article))
    assert.equal("不足0.1%；不足0.1%。\n", said(article, "zh"))
  end)

  it("is said of what a chart shows in words, and of the words that stand for it", function()
    local article = begin()
    article:chart("ranked", pair(0.4))
    local block = article:document().blocks[2]
    assert.equal("Exports by partner, April 2025: Portugal 10,000 mt and Mexico less than 100 mt.",
      block.alt)
    assert.equal(block.alt .. "\n", said(article):match "^[^\n]*\n")
  end)

  it("has a sign in tables", function()
    local article = begin()
    local cell <const> = { en = "{exports.share}", zh = "{exports.share}" }
    article:table({ en = "Partners", zh = "伙伴" }, pair(0.4), { { { en = "Share", zh = "占比" }, cell } })
    local rows = article:document().blocks[2].rows
    assert.equal(">", rows[1][1][1])
    assert.equal("99.9", rows[1][1][2].text)
    assert.equal("<", rows[2][1][1])
    assert.equal("0.1", rows[2][1][2].text)
    assert.equal("%", rows[2][1][3])
  end)
end)

-- What a reader reads: "82,890" as a fraction.
local function read(span)
  return rational.from((span.text:gsub(",", "")))
end

describe("whatever the figures", function()
  it("apportioned shares add up to 100, none a whole unit off", function()
    local random = random_of(20250430)
    for _ = 1, rounds(60) do
      local tonnes, total = {}, 0
      for i = 1, 3 + random:below(4) do
        tonnes[i] = random:chance(10) and 0 or (1 + random:below(10 ^ (1 + random:below(6)) // 1 | 0)) / 1000
        total = total + tonnes[i]
      end
      local decimals = random:below(3)
      local article = begin { shares = "apportion" }
      local template <const> = ("{exports.share:percent%d} "):format(decimals)
      article:say({ en = template, zh = template }, month_of(tonnes):by("partner"):all("exports", "2025-04"))
      local spans, sum, bound = spans_of(article, random:pick(both)), rational.zero, false
      local unit <const> = rational.from(1) / (10 ^ decimals | 0)
      for _, span in ipairs(spans) do
        local off = read(span) - rational.from(span.claim.operands[1].value) * 100
          / span.claim.operands[2].value
        assert.is_true(off < unit and -off < unit, span.text)
        bound = bound or span.display.mode == "below" or span.display.mode == "above"
        sum = sum + read(span)
      end
      assert.is_true(bound or #spans < 2 or sum == rational.from(100), tostring(sum:float()))
    end
  end)

  it("printed levels give the printed changes, which are printed as ever", function()
    local random = random_of(42)
    local tonnes_of <const> = {
      en = { wan = 1, t = 1, kt = 1000, Mt = 1000000 },
      zh = { wan = 10000, t = 1, kt = 1000, Mt = 1000000 },
    }
    local level_displays <const> = { "wan0", "wan1", "wan2", "t0", "t1", "kt1", "Mt2" }
    for _ = 1, rounds(60) do
      local size = 10 ^ (3 + random:below(7)) | 0
      local now, before = (1 + random:below(size)) / 1000, (1 + random:below(size)) / 1000
      local decimals, shown = random:below(3), random:pick(level_displays)
      local article = begin { recompute = true }
      local template <const> = ("{total:%s} {total.yoy:amount:percent%d} {total.base:%s} {total:wan2}")
        :format(shown, decimals, shown)
      local total = year_of(now, before, random:pick { "round", "truncate" })
      article:say({ en = template, zh = template }, { total = total })
      local plain = begin()
      plain:say({ en = template, zh = template }, { total = total })
      local lang = random:pick(both)
      local spans, as_is = spans_of(article, lang), spans_of(plain, lang)
      assert.equal(as_is[2].text, spans[2].text)
      assert.equal(4, #spans) -- data to the kilogram give every figure: no note names one
      if spans[2].display.mode == "round" then
        local function tonnes(span, name)
          return read(span) * tonnes_of[lang][name:match "^%a+"]
        end
        local b = tonnes(spans[3], shown)
        for _, level in ipairs { tonnes(spans[1], shown), tonnes(spans[4], "wan2") } do
          local got = ((level - b) * 100 / b):round(decimals)
          assert.equal(spans[2].text, number.format(number.abs(got), { decimals = decimals }))
        end
      end
    end
  end)

  it("nothing is printed as -0", function()
    local random = random_of(7)
    for _ = 1, rounds(2000) do
      local value = number.exact(random:below(2000) - 1000, random:below(12))
      local rule = display.rule(random:pick { "t0", "t3", "wan0", "wan2", "kt", "Mt2" })
      local mode = random:pick { "round", "truncate", "ceil" }
      local printed = display.full(value, "t", { unit = rule.unit, decimals = rule.decimals,
        print_as = rule.print_as, mode = mode }, random:pick(both))
      assert.is_nil(printed:match "^%-[0.,]*%f[^0-9.,]", printed)
    end
  end)
end)

describe("displays of a script's own", function()
  it("leave the thousands commas out, in both languages", function()
    ingot.display "plain" { unit = "t", decimals = 1, thousands = false }
    local article = begin()
    article:say({ en = "{total:plain}, {total:t1}.", zh = "{total:plain}，{total:t1}。" },
      { total = year_of(21393.2, 1) })
    assert.equal("21393.2 mt, 21,393.2 mt.\n", said(article))
    assert.equal("21393.2吨，21,393.2吨。\n", said(article, "zh"))
  end)

  it("are checked where they are written", function()
    local function refused(message, ...)
      local fine, got = pcall(...)
      assert.is_false(fine)
      assert.equal(message, (got:gsub("^%S+:%d+: ", "")))
    end
    refused("display 'plain': unknown field 'thousand' (did you mean 'thousands'?)",
      ingot.display "plain", { unit = "t", thousand = false })
    refused("display 'plain': a table of fields expected, got number", ingot.display "plain", 1)
    refused("a display needs a name of letters and digits, got 2 x", ingot.display, "2 x")
  end)
end)

describe("periods", function()
  it("stand in sentences as words, as the program writes them, and by their last day", function()
    local article = begin { period = "2024-01..02" }
    article:say { en = "In {period}, {period:months}, {period:iso}, as of {period:last_day}.",
      zh = "{period}，{period:months}，{period:iso}，截至{period:last_day}。" }
    assert.equal("In January to February 2024, January to February, 2024-01..02, as of 29 February 2024.\n",
      said(article))
    assert.equal("2024年1-2月，1-2月，2024-01..02，截至2024年2月29日。\n", said(article, "zh"))
  end)
end)

describe("about", function()
  it("goes with a value that is not printed in full", function()
    local article = begin()
    local template <const> = { en = "{total:about:wan2}; {total:about:t3}; {small:about}.",
      zh = "{total:about:wan2}；{total:about:t3}；{small:about}。" }
    article:say(template, { total = year_of(21393.2, 1), small = year_of(0, 1) })
    assert.equal("About 21,400 mt; 21,393.200 mt; 0 mt.\n", said(article))
    assert.equal("约2.14万吨；21,393.200吨；0万吨。\n", said(article, "zh"))
  end)
end)
