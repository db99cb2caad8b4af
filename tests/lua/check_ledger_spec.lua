local as_read <const> = require "support.as_read"
local bytes_of <const> = require "support.bytes_of"
local figures <const> = require "support.figures"
local ledger <const> = require "ingot.check.ledger"
local program <const> = require "support.program"
local raised <const> = require "support.raised"
local scratch <const> = require "support.scratch"

local import <const> = { what = "import", product = "primary aluminum" }
local export <const> = { what = "export", product = "primary aluminum" }

-- An article: a title, a date line, and its figures, one a line.
local function article(title, date, list)
  local lines <const> = { title, "", "Published: " .. date, "" }
  for i, given in ipairs(list) do
    lines[#lines + 1] = (given.before or ("Figure %d was "):format(i)) .. given[1]
      .. (given.behind or "") .. "."
    lines[#lines + 1] = ""
  end
  local claims <const>, page <const> = figures.of(list, table.concat(lines, "\n"))
  return { name = "article.txt", claims = claims, page = page }
end

-- A ledger of articles.
local function ledger_of(folder, ...)
  for _, result in ipairs { ... } do
    local name <const>, bytes <const> = ledger.entry(result)
    folder:write(name, bytes)
  end
  return ledger.open(folder.folder)
end

local function findings(books, result)
  return ledger.findings(books, result.claims, result.page, result.name)
end

local march <const> = article("Aluminum trade in March", "Apr 21, 2025", {
  { "222,000 mt", kind = "level", period = "2025-03", subject = import },
  { "583,800 mt", kind = "ytd", period = "2025-01..03", subject = import },
  { "8,900 mt", kind = "level", period = "2025-03", subject = export },
  { "643.0%", kind = "yoy", period = "2025-03", subject = export },
  { "20,800 mt", kind = "ytd", period = "2025-01..03", subject = export },
})

local april <const> = {
  { "250,500 mt", kind = "level", period = "2025-04", subject = import },
  { "12.8%", kind = "mom", period = "2025-04", subject = import },
  { "834,300 mt", kind = "ytd", period = "2025-01..04", subject = import },
  { "13,700 mt", kind = "level", period = "2025-04", subject = export },
  { "54.6%", kind = "mom", period = "2025-04", subject = export },
  { "11.9%", kind = "yoy", period = "2025-04", subject = export },
  { "34,500 mt", kind = "ytd", period = "2025-01..04", subject = export },
}

local function changed(list, i, fields)
  local copy <const> = table.move(list, 1, #list, 1, {})
  copy[i] = setmetatable(fields, { __index = list[i] })
  return copy
end

local function checked(list, ...)
  local folder <close> = scratch.new()
  return findings(ledger_of(folder, ...), article("Aluminum trade in April", "May 29, 2025", list))
end

describe("a ledger", function()
  it("keeps an article as lines of JSON under its title and date", function()
    local name <const>, bytes <const> = ledger.entry(march)
    assert.equal("aluminum-trade-in-march-2025-04-21.ledger.jsonl", name)
    assert.equal('{"ingot_ledger":1,"title":"Aluminum trade in March","issued":"2025-04-21",'
      .. '"period":"2025-03","article":"article.txt"}\n'
      .. '{"kind":"level","what":"import","product":"primary aluminum","period":"2025-03",'
      .. '"value":"222000","step":"1","unit":"t","digits":"222,000","quote":"222,000 mt"}',
      bytes:match "^[^\n]*\n[^\n]*")
    local _, again <const> = ledger.entry(march)
    assert.equal(bytes, again)
  end)

  it("is empty before its folder is there", function()
    local folder <close> = scratch.new()
    local books <const> = ledger.open(folder:path "none")
    assert.same({}, books.articles)
    assert.same({}, findings(books, march))
  end)

  it("reads back what it keeps, and leaves other files alone", function()
    local folder <close> = scratch.new()
    folder:write("README.md", "our ledger")
    local books <const> = ledger_of(folder, march)
    assert.equal(1, #books.articles)
    local claims <const> = ledger.claims(books)
    assert.equal(#march.claims, #claims)
    assert.equal("2025-04-21", claims[1].issue.issued)
    assert.equal(march.claims[1].period, claims[1].period)
    local name <const>, bytes <const> = ledger.entry(march)
    assert.equal(bytes, bytes_of(folder:path(name)))
  end)

  it("does not hold an article against itself", function()
    local folder <close> = scratch.new()
    assert.same({}, findings(ledger_of(folder, march), march))
  end)

  it("keeps figures of texts that are no UTF-8", function()
    local folder <close> = scratch.new()
    local bad <const> = article("Trade \xff in March", "Apr 21, 2025", {
      { "5 mt", kind = "level", period = "2025-03", subject = { what = "import", product = "tin \xfe" } } })
    assert.equal(1, #ledger.claims(ledger_of(folder, bad)))
  end)

  it("names file and line of damage, and refuses a format to come", function()
    local folder <close> = scratch.new()
    local head <const> = '{"ingot_ledger":1,"title":"T","article":"a.txt"}\n'
    local path <const> = folder:path "x.ledger.jsonl"
    local function message(bytes)
      folder:write("x.ledger.jsonl", bytes)
      return tostring(raised(ledger.open, folder.folder))
    end
    assert.equal(path .. ":1: a ledger of format 2; this program knows 1 and older",
      message '{"ingot_ledger":2}\n')
    assert.equal(path .. ":1: no article of a ledger: 'ingot_ledger' expected", message "{}\n")
    assert.equal(path .. ":1: 'title': text expected", message '{"ingot_ledger":1}\n')
    assert.equal(path .. ":2: 'kind': a kind of figure, as level or yoy expected",
      message(head .. '{"kind":"guess"}\n'))
    assert.equal(path .. ":3: 'period': a period, as 2025-04 expected",
      message(head .. '\n{"kind":"level","period":"2025-13"}\n'))
    assert.equal(path .. ":2: 'value': a number as text expected",
      message(head .. '{"kind":"level","value":12}\n'))
    assert.equal(path .. ":2: an object expected, got a number", message(head .. "12\n"))
    assert.truthy(message(head .. '{"kind"'):find(path .. ":2: ", 1, true))
    assert.truthy(message(""):find(path .. ":1: ", 1, true))
  end)
end)

describe("an article against a ledger", function()
  it("is fine when it fits", function()
    assert.same({}, checked(april, march))
  end)

  it("breaks the chain of the year to date, and one digit would mend it", function()
    local found <const> = checked(changed(april, 3, { "634,300 mt" }), march)
    assert.equal(1, #found)
    assert.equal("ytd_chain", found[1].kind)
    assert.equal("figure", found[1].weight)
    assert.equal("834,300", found[1].repair.to)
    assert.equal("imports of primary aluminum, January to April 2025: printed 634,300 mt; 583,800 mt in "
      .. "“Aluminum trade in March” (2025-04-21) for January to March 2025 plus 250,500 mt for April 2025 "
      .. "give 834,100 to 834,500 mt", found[1].proof)
  end)

  it("has a rate that last month's level refutes", function()
    local found <const> = checked(changed(april, 2, { "21.8%" }), march)
    assert.equal(1, #found)
    assert.equal("growth", found[1].kind)
    assert.equal("figure", found[1].weight)
    assert.equal("f2", found[1].claims[1].id)
    assert.equal("f1", found[1].claims[2].id)
    assert.truthy(found[1].proof:find("222,000 mt in “Aluminum trade in March” (2025-04-21)", 1, true))
  end)

  it("refutes nothing by levels that are read in two ways, or stand there twice unlike", function()
    local twice <const> = changed(april, 2, { "21.8%" })
    twice[#twice + 1] = { "81,200 mt", kind = "level", period = "2025-04", subject = import }
    assert.same({}, checked(twice, march))
    local unsure <const> = changed(april, 2, { "21.8%", readings = { { subject = export } } })
    assert.same({}, checked(unsure, march))
  end)

  it("says which other series a rate fits", function()
    local capacity <const> = { what = "capacity", product = "electrolytic aluminum" }
    local output <const> = { what = "production", product = "electrolytic aluminum" }
    local october <const> = article("Industry in October", "Nov 19, 2025", {
      { "44.23 million tons", kind = "level", period = "2025-10", subject = capacity },
      { "3.746 million tons", kind = "level", period = "2025-10", subject = output },
    })
    local folder <close> = scratch.new()
    local found <const> = findings(ledger_of(folder, october),
      article("Industry in November", "Dec 19, 2025", {
        { "44.06 million tons", kind = "level", period = "2025-11", subject = capacity },
        { "3.5%", sign = -1, kind = "mom", period = "2025-11", subject = capacity },
        { "3.615 million tons", kind = "level", period = "2025-11", subject = output },
      }))
    assert.equal(1, #found)
    assert.equal("growth", found[1].kind)
    assert.truthy(found[1].proof:find("it fits production of electrolytic aluminum: 3.615 million tons "
      .. "against 3.746 million tons in “Industry in October” (2025-11-19)", 1, true))
  end)

  it("holds a copy of last month's rate, and of a level", function()
    local found <const> = checked(changed(changed(april, 6, { "643.0%" }), 1, { "222,000 mt" }), march)
    local copies <const> = {}
    for _, finding in ipairs(found) do
      if finding.kind == "stale_copy" then
        copies[#copies + 1] = finding
      end
    end
    assert.equal(2, #copies)
    assert.equal("word", copies[2].weight)
    assert.equal("exports of primary aluminum, year on year, April 2025: 643.0% is the figure for March 2025"
      .. " in “Aluminum trade in March” (2025-04-21) to the digit", copies[2].proof)
  end)

  it("takes no figure of two digits for a copy", function()
    local first <const> = article("March", "Apr 21, 2025", {
      { "8.4%", kind = "yoy", period = "2025-03", subject = import } })
    assert.same({}, checked({ { "8.4%", kind = "yoy", period = "2025-04", subject = import } }, first))
  end)

  it("has a base of one month more", function()
    local year_ago <const> = article("Aluminum trade in May", "Jun 20, 2024", {
      { "941,000 mt", kind = "ytd", period = "2024-01..04", subject = import },
      { "1,163,000 mt", kind = "ytd", period = "2024-01..05", subject = import },
    })
    local found <const> = checked({
      { "1,163,000 mt", kind = "ytd", period = "2024-01..04", subject = import },
    }, year_ago)
    assert.equal(1, #found)
    assert.equal("ytd_chain", found[1].kind)
    assert.equal("figure", found[1].weight)
    assert.equal("imports of primary aluminum, January to April 2024: 1,163,000 mt is the figure for "
      .. "January to May 2024 in “Aluminum trade in May” (2024-06-20), which has 941,000 mt for "
      .. "January to April 2024", found[1].proof)
  end)

  it("gives a past figure otherwise", function()
    local found <const> = checked({
      { "231,000 mt", kind = "level", period = "2025-03", subject = import },
    }, march)
    assert.equal(1, #found)
    assert.equal("ledger", found[1].kind)
    assert.equal("word", found[1].weight)
    assert.equal("imports of primary aluminum, March 2025: 231,000 mt, but 222,000 mt in “Aluminum trade "
      .. "in March” (2025-04-21); revised since, or one of them is wrong", found[1].proof)
  end)

  describe("with ranks", function()
    local to_mexico <const> = { what = "export", product = "aluminum wire and cable", partner = "Mexico" }
    local may <const> = article("Cables in May", "Jun 20, 2025", {
      { "1", n = 1, kind = "rank", period = "2025-05", subject = to_mexico },
      { "3", n = 3, kind = "streak", period = "2025-05", subject = to_mexico },
      { "14.2%", kind = "mom", period = "2025-05", subject = to_mexico },
    })
    local function june(list)
      local folder <close> = scratch.new()
      return findings(ledger_of(folder, may), article("Cables in June", "Jul 20, 2025", list))
    end

    it("regains none that it held", function()
      local found <const> = june {
        { "1", n = 1, kind = "rank", period = "2025-06", subject = to_mexico,
          before = "Mexico regained place " } }
      assert.equal(1, #found)
      assert.equal("wording", found[1].kind)
      assert.same({}, june {
        { "1", n = 1, kind = "rank", period = "2025-06", subject = to_mexico, before = "Mexico kept place " },
      })
    end)

    it("counts a run on", function()
      local held <const> = { "1", n = 1, kind = "rank", period = "2025-06", subject = to_mexico }
      assert.same({}, june { held, { "4", n = 4, kind = "streak", period = "2025-06", subject = to_mexico } })
      local found <const> = june { held,
        { "5", n = 5, kind = "streak", period = "2025-06", subject = to_mexico } }
      assert.equal("rank_order", found[1].kind)
      assert.equal("figure", found[1].weight)
      found[1] = june { { "2", n = 2, kind = "rank", period = "2025-06", subject = to_mexico },
        { "2", n = 2, kind = "streak", period = "2025-06", subject = to_mexico } }[1]
      assert.truthy(found[1].proof:find("in May 2025 it ranked otherwise: 1 in", 1, true))
    end)

    it("says again only of what moved the same way", function()
      local found <const> = june {
        { "3.1%", sign = -1, kind = "mom", period = "2025-06", subject = to_mexico, before = "It fell again by " } }
      assert.equal(1, #found)
      assert.equal("wording", found[1].kind)
      assert.same({}, june {
        { "3.1%", kind = "mom", period = "2025-06", subject = to_mexico, before = "It rose again by " } })
    end)
  end)
end)

describe("articles as they are read", function()
  local march_text <const> = as_read([[
China's primary aluminum trade in March

Published: Apr 21, 2025

China imported 222,000 mt of primary aluminum in March 2025, down 11.0% MoM.
From January to March, cumulative imports totaled 583,800 mt.

Exports of primary aluminum were 8,900 mt in March 2025, up 643.0% YoY.
From January to March, exports totaled 20,800 mt.
]], "march.txt")

  it("are held against one another: a chain, and a stale rate", function()
    local folder <close> = scratch.new()
    local books <const> = ledger_of(folder, march_text)
    local found <const> = findings(books, as_read([[
China's primary aluminum trade in April

Published: May 29, 2025

China imported 250,500 mt of primary aluminum in April 2025, up 12.8% MoM.
From January to April, cumulative imports totaled 634,300 mt.

Exports of primary aluminum were 13,700 mt in April 2025, up 54.6% MoM and 643.0% YoY.
From January to April, exports totaled 34,500 mt.
]], "april.txt"))
    assert.equal(2, #found)
    assert.same({ "ytd_chain", "figure", "834,300" },
      { found[1].kind, found[1].weight, found[1].repair.to })
    assert.same({ "stale_copy", "word", "643.0%" },
      { found[2].kind, found[2].weight, found[2].claims[1].quote })
  end)

  it("show a rate that is another series'", function()
    local folder <close> = scratch.new()
    local books <const> = ledger_of(folder, as_read([[
Aluminum smelters in October

Published: Nov 19, 2025

In October 2025, the operating capacity of electrolytic aluminum stood at 44.23 million tons,
while output of electrolytic aluminum reached 3.746 million tons.
]], "october.txt"))
    local found <const> = findings(books, as_read([[
Aluminum smelters in November

Published: Dec 19, 2025

In November 2025, the operating capacity of electrolytic aluminum fell by 3.5% month on month to 44.06 million tons.
Output of electrolytic aluminum reached 3.615 million tons.
]], "november.txt"))
    assert.equal(1, #found)
    assert.equal("growth", found[1].kind)
    assert.equal("3.5%", found[1].claims[1].quote)
    assert.truthy(found[1].proof:find("it fits production of electrolytic aluminum", 1, true))
  end)
end)

describe("articles of our own, month after month", function()
  local function written(month)
    local folder <close> = scratch.new()
    local result <const> = program.ingot("run", "scripts/cable_exports_month.lua", "--out", folder.folder,
      "--set", "period=" .. month)
    assert.equal("", result.err)
    local name <const> = ("cable_exports_month-%s.md"):format(month)
    return bytes_of(folder:path(name)), name
  end

  it("agree with their ledger, and a rate of the month before among them is seen", function()
    local folder <close> = scratch.new()
    local books, rate = ledger.open(folder.folder), nil
    for _, month in ipairs { "2025-03", "2025-04", "2025-05" } do
      local text <const>, name <const> = written(month)
      local result <const> = as_read(text, name)
      assert.same({}, findings(books, result))
      if month == "2025-04" then
        books = ledger_of(folder, result)
        local stale <const> = text:gsub("down 5.3%% MoM", ("%s%%%% MoM"):format(rate), 1)
        local found <const> = findings(books, as_read(stale, "other.md"))
        assert.equal("growth", found[1].kind)
        assert.equal("figure", found[1].weight)
      end
      books = ledger_of(folder, result)
      rate = text:match "Exports of [^.]-, (%a+ [%d.]+)%% MoM" or rate
    end
  end)
end)
