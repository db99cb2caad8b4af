local article = require "ingot.article"
local document = require "ingot.document"
local fake = require "support.fake_claim"
local period = require "ingot.period"

local levels = {
  ["2025-04"] = "21393.2", ["2025-03"] = "22590", ["2024-04"] = "19730",
  ["2025-01..04"] = "82893", ["2024-01..04"] = "71410",
}
local total = fake.exports(levels)
local mexico = fake.row("429", "Mexico", { ["2025-04"] = "2628.738", ["2025-03"] = "2301.988" },
  { whole = "21393.2", rank = 1, streak = 2 })
local iraq = fake.row("116", "Iraq", { ["2025-04"] = "1352.531", ["2025-03"] = "358.896" },
  { whole = "21393.2", rank = 3, streak = 1 })

local function begin(more)
  local spec = { title = "{product} exports reach {total}", period = "2025-04",
    names = { total = total, product = "cable" } }
  for key, value in pairs(more or {}) do spec[key] = value end
  return article.new(spec)
end

-- Kinds and texts of the blocks.
local function outline(a)
  local doc, lines = a:document(), {}
  for i, block in ipairs(doc.blocks) do
    lines[i] = block.kind .. ": " .. document.text(doc, block)
  end
  return lines
end

-- Asserts that a call, written on one line, fails with this message at that line.
local function fails_here(message, call)
  local fine, got = pcall(call)
  assert.is_false(fine)
  local line = debug.getinfo(call, "S").linedefined
  assert.equal(("article_spec.lua:%d: %s"):format(line, message), got:match "article_spec.*$")
end

local native_table = {
  collect = function(self) return self end,
}

describe("ingot.article", function()
  it("gathers sentences into paragraphs, which headings and breaks end", function()
    local a = begin()
    a:say "Exports reached {total}.":say "They went {total.mom:change} MoM."
    a:paragraph()
    a:say "A new paragraph."
    a:note "HS codes: 76141000, 76149000"
    a:say "After the note."
    a:section "Outlook for {period.year_ago:year}"
    a:say "Under the heading."
    a:remark "Grid work adds 5% or so."
    assert.same({
      "title: Cable exports reach 21,400 mt",
      "paragraph: Exports reached 21,400 mt. They went down 5.3% MoM.",
      "paragraph: A new paragraph.",
      "note: HS codes: 76141000, 76149000",
      "paragraph: After the note.",
      "heading: Outlook for 2024",
      "paragraph: Under the heading.",
      "remark: Grid work adds 5% or so.",
    }, outline(a))
  end)

  it("says a template once for each row of a list, and nothing for none", function()
    local a = begin()
    a:say("{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t3}, "
      .. "{exports.share} of the total, a MoM {exports.diff:increase} of {exports.diff:t3}.",
      { mexico, iraq })
    a:say("{name} is never said.", {})
    assert.same({ "title: Cable exports reach 21,400 mt",
      "paragraph: Mexico ranked first for the second consecutive month with 2,628.738 mt, "
        .. "12.3% of the total, a MoM increase of 326.75 mt. Iraq ranked third with 1,352.531 mt, "
        .. "6.3% of the total, a MoM rise of 993.635 mt." }, outline(a))
  end)

  it("knows its period, its names, and those of one sentence", function()
    local a = begin()
    a:say("{product} and {other} in {period}.", { other = "wire" })
    assert.equal("paragraph: Cable and wire in April 2025.", outline(a)[2])
  end)

  it("joins phrases into a value for a sentence", function()
    local a = begin()
    local growing = a:list("{name} ({exports.mom:percent1})", { mexico, iraq })
    a:say("Growth came from {l}.", { l = growing })
    a:say("Growth came[ from {l}].", { l = a:list("{name}", {}) })
    assert.equal("paragraph: Growth came from Mexico (14.2%) and Iraq (276.9%). Growth came.",
      outline(a)[2])
  end)

  it("cuts a list of phrases where there is more to name", function()
    local a = begin()
    local rows = { mexico, iraq, fake.row("1", "Oman", {}), fake.row("2", "Chad", {}) }
    local function said(options) return a:list("{name}", rows, options) end
    a:say("They were {cut}, {three} or {all}.", {
      cut = said { most = 2 }, three = said { most = 3 }, all = said { most = 4 },
    })
    assert.equal("paragraph: They were Mexico, Iraq and other countries and regions, Mexico, Iraq, Oman "
      .. "and Chad or Mexico, Iraq, Oman and Chad.", outline(a)[2])
    fails_here("list: most: a whole number from 1 expected, got 0",
      function() a:list("{name}", rows, { most = 0 }) end)
    fails_here("list: unknown option 'mots' (did you mean 'most'?)",
      function() a:list("{name}", rows, { mots = 2 }) end)
    fails_here("list: options expected, as { most = 6 }, got number",
      function() a:list("{name}", rows, 6) end)
  end)

  it("takes no verb twice in a paragraph, and begins anew in the next", function()
    local a = begin()
    a:say("{name} {exports.mom:rise}.", { mexico, iraq })
    a:paragraph()
    a:say("{name} {exports.mom:rise}.", { mexico })
    a:section "More"
    a:say("{name} {exports.mom:rise}, it rose.", { mexico })
    assert.same({ "title: Cable exports reach 21,400 mt", "paragraph: Mexico rose. Iraq increased.",
      "paragraph: Mexico rose.", "heading: More", "paragraph: Mexico increased, it rose." }, outline(a))
  end)

  it("adds no sentence of which nothing is left", function()
    local a = begin()
    a:say("[{c.mom:change} MoM.]", { c = fake.exports { ["2025-04"] = 1 } })
    assert.same({ "title: Cable exports reach 21,400 mt" }, outline(a))
  end)

  it("has no heading over nothing, and no empty remark", function()
    local a = begin()
    a:section "Gone"
    a:say("[{l}]", { l = {} })
    a:section "Kept"
    a:remark ""
    a:say "Said."
    a:section "Last"
    assert.same({ "title: Cable exports reach 21,400 mt", "heading: Kept", "paragraph: Said." },
      outline(a))
  end)

  it("lists HS codes as its language lists things", function()
    local a = begin { lang = "zh", title = "出口" }
    a:note { "76141000", "76149000" }
    assert.same({ "title: 出口", "note: 海关编码：76141000、76149000" }, outline(a))
  end)

  it("takes notes as templates, names and lists of HS codes", function()
    local a = begin()
    a:note { "76141000", "76149000" }
    a:note "Shares are of {total}."
    a:note { code = "n", en = "Revised in 2024.", zh = "2024年修订。" }
    assert.same({ "note: HS codes: 76141000, 76149000", "note: Shares are of 21,400 mt.",
      "note: Revised in 2024." }, { table.unpack(outline(a), 2) })
  end)

  it("places every number: title, headings, sentences and notes, each time it is said", function()
    local a = begin()
    a:say "Exports reached {total}.":say "Down {total.mom:percent1} from {total.base}."
    a:section "{total} in all"
    a:say "Again {total}."
    local places = {}
    for i, placed in ipairs(document.spans(a:document())) do
      places[i] = ("%s %s %d.%d"):format(placed.id, placed.span.text, placed.at.paragraph,
        placed.at.sentence)
    end
    assert.same({ "c1 21,400 0.0", "c2 21,400 1.1", "c3 5.3 1.2", "c4 19,700 1.2",
      "c5 21,400 2.0", "c6 21,400 2.1" }, places)
  end)

  it("takes tables, which it collects", function()
    local a = begin()
    a:table("Exports of {product}", native_table)
    local block = a:document().blocks[2]
    assert.equal("table", block.kind)
    assert.is_true(rawequal(native_table, block.table))
  end)

  it("takes thresholds of one's own", function()
    local a = begin { thresholds = { sharp = 5 } }
    a:say "Exports {total.mom:moved}."
    assert.equal("paragraph: Exports fell sharply.", outline(a)[2])
  end)

  it("tells an article from anything else, and its period", function()
    assert.is_true(article.is(begin()))
    assert.is_false(article.is {})
    assert.equal(period "2025-04", begin():document().period)
    assert.is_nil(article.new { title = "No period" }:document().period)
  end)

  it("points at the script's line for whatever is wrong with a sentence", function()
    local a = begin()
    fails_here("unknown name 'totl' (did you mean 'total'?)\n  {totl}\n   ^",
      function() a:say "{totl}" end)
    fails_here("bare number '5': numbers come from claims\n  Up 5\n     ^",
      function() a:section "Up 5" end)
    fails_here("unknown name 'x'; names are 'period', 'product', 'total'\n  {x}\n   ^",
      function() a:note "{x}" end)
    fails_here("unknown name 'x'; names are 'name', 'period', 'product', 'total'\n  {x}\n   ^",
      function() a:list("{x}", { { name = "A" } }) end)
    fails_here("unknown name 'x'; names are 'name', 'period', 'product', 'total'\n  {x}\n   ^",
      function() a:say("{x}", { { name = "A" } }) end)
    fails_here("article: title: unknown name 'x'; names are 'period', 'product', 'total'\n  {x}\n   ^",
      function() begin { title = "{x}" } end)
  end)

  it("is its text where text is wanted", function()
    local a = article.new { title = "Exports" }
    a:say "None."
    a:remark "Mine."
    assert.equal("Exports\n\nNone.\n\nAnalyst's note (not from the data): Mine.", tostring(a))
  end)

  it("points at the script's line for misuse", function()
    local a = begin()
    fails_here("an article has no 'sya' (did you mean 'say'?)", function() a:sya "x" end)
    fails_here("say: names or a list of rows expected, got string", function() a:say("x", "y") end)
    fails_here("say: row 2: a table of names expected, got string",
      function() a:say("{name}.", { { name = "A" }, "B" }) end)
    fails_here("remark: text expected, got number", function() a:remark(5) end)
    fails_here("table: a table, a query or a list of rows expected, got nil", function() a:table "x" end)
    fails_here("article: unknown field 'titel' (did you mean 'title'?)",
      function() article.new { titel = "x" } end)
    fails_here("article: a table of fields expected, got string", function() article.new "x" end)
    fails_here("article: a title as text expected, as title = \"Exports in {period}\"", function() article.new {} end)
    fails_here("article: threshold 'sharp': a number expected, got string",
      function() article.new { title = "x", thresholds = { sharp = "5" } } end)
    fails_here("article: unknown threshold 'sharpe' (did you mean 'sharp'?)",
      function() article.new { title = "x", thresholds = { sharpe = 1 } } end)
    fails_here("'2025-13' is not a period: there is no month 13",
      function() article.new { title = "x", period = "2025-13" } end)
    fails_here("unknown language 'de'; languages are 'en', 'zh'",
      function() article.new { title = "x", lang = "de" } end)
  end)

  it("shows a measure as it is told, where a slot does not say", function()
    local a = begin { displays = { yoy = "percent1", level = "t0" } }
    a:say "They reached {total}, {total.mom:change} MoM and {total.yoy:change} YoY, {total.yoy:change:percent2}."
    assert.equal("paragraph: They reached 21,393 mt, down 5.3% MoM and up 8.4% YoY, up 8.43%.",
      outline(a)[2])
    local prices = begin { displays = { level = "usd0" } } -- what is no price keeps its own
    prices:say "They reached {total}."
    assert.equal("paragraph: They reached 21,400 mt.", outline(prices)[2])
    fails_here("article: displays: unknown measure 'yoyo' (did you mean 'yoy'?)",
      function() begin { displays = { yoyo = "percent1" } } end)
    fails_here("article: displays: yoy: unknown display 'percent9' (did you mean 'percent0'?)",
      function() begin { displays = { yoy = "percent9" } } end)
    fails_here('article: displays: a table expected, as { yoy = "percent1" }, got string',
      function() begin { displays = "percent1" } end)
  end)

  describe("in two languages", function()
    local function both()
      return begin {
        lang = { "en", "zh" }, title = { en = "Exports in {period}", zh = "{period}出口" },
        names = { total = total, more = { en = "more", zh = "更多" } },
      }
    end

    local function texts(a, lang)
      local doc, lines = a:document(lang), {}
      for i, block in ipairs(doc.blocks) do lines[i] = document.text(doc, block) end
      return lines
    end

    it("says every sentence in both, from the same claims", function()
      local a = both()
      a:say { en = "Exports reached {total}, {more}.", zh = "出口{total}，{more}。" }
      local rows = { mexico, iraq }
      local list = a:list({ en = "{name} ({exports:t1})", zh = "{name}（{exports:t1}）" }, rows)
      a:say({ en = "They went to {l}.", zh = "流向{l}。" }, { l = list })
      a:remark { en = "Mine.", zh = "我的。" }
      a:remark "Both."
      assert.same({ "Exports in April 2025",
        "Exports reached 21,400 mt, more. They went to Mexico (2,628.7 mt) and Iraq (1,352.5 mt).",
        "Mine.", "Both." }, texts(a))
      assert.same({ "2025年4月出口", "出口2.14万吨，更多。流向Mexico（2,628.7吨）和Iraq（1,352.5吨）。",
        "我的。", "Both." }, texts(a, "zh"))
      local en, zh = document.spans(a:document "en"), document.spans(a:document "zh")
      for i, placed in ipairs(en) do assert.equal(placed.span.claim, zh[i].span.claim) end
    end)

    it("leaves a sentence out of the language in which nothing is left of it", function()
      local a = both()
      a:say({ en = "[{l}]", zh = "出口{total}。" }, { l = {} })
      assert.same({ "Exports in April 2025" }, texts(a))
      assert.same({ "2025年4月出口", "出口2.14万吨。" }, texts(a, "zh"))
    end)

    it("takes a template without words for all of them", function()
      local a = both()
      a:table("{total}", { total }, { { "{more}", "[{exports.yoy}|—]" } })
      for _, lang in ipairs { "en", "zh" } do
        assert.equal("8.43%", document.line(a:document(lang).blocks[2].rows[1][1]))
      end
      fails_here("table: column 1: the article is in en and zh: a template for each expected, as "
        .. '{ en = "…", zh = "…" }', function() a:table("{total}", { total }, { { "", "{x} t" } }) end)
    end)

    it("refuses words for one of them alone, and languages there are not", function()
      local a = both()
      fails_here("the article is in en and zh: a template for each expected, as "
        .. '{ en = "…", zh = "…" }', function() a:say "Exports." end)
      fails_here([[no words in 'zh': { zh = "…" } expected beside en]],
        function() a:say { en = "Exports." } end)
      fails_here("unknown language 'cn' (did you mean 'en'?)",
        function() a:say { en = "Exports.", zh = "出口。", cn = "出口。" } end)
      fails_here("article: language 'en' is named twice",
        function() begin { lang = { "en", "en" } } end)
      fails_here("article: the list of languages is empty", function() begin { lang = {} } end)
      fails_here("document: unknown language 'fr'; languages of the article are 'en', 'zh'",
        function() a:document "fr" end)
    end)
  end)
end)
