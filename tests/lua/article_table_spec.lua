local article = require "ingot.article"
local cells_of = require "ingot.render.cells".of
local csv = require "ingot.render.csv"
local document_ = require "ingot.document"
local fake = require "support.fake_claim"
local markdown = require "ingot.render.markdown"
local raised = require "support.raised"
local text = require "ingot.render.text"

local total = fake.exports { ["2025-04"] = "21393.2", ["2025-03"] = "22590" }
local rows = {
  fake.row("429", "Mexico", { ["2025-04"] = "2628.738", ["2024-04"] = "1586.1" },
    { whole = "21393.2", rank = 1, streak = 2 }),
  fake.row("445", 'Port|ugal, "P"', { ["2025-04"] = "1619.463" }, { whole = "21393.2", rank = 2 }),
}
local columns <const> = {
  { "partner", "{name}" }, { "Exports", "{exports:t1}" }, { "Share", "{exports.share:percent1}" },
  { "YoY", "[{exports.yoy}|—]" }, { "Change", "[{exports.yoy:change}]" },
}

local function made(data, with, names)
  local a = article.new { title = "T", period = "2025-04", names = { total = total } }
  a:table("Destinations in {period}", data or rows, with or columns, names)
  return a:document()
end

describe("a table of claims", function()
  it("has a head and a cell for each column, a row for each row", function()
    local cells = cells_of(made().blocks[2])
    assert.same({ "Partner", "Exports (mt)", "Share", "YoY", "Change" }, cells.heads)
    assert.same({ false, true, true, true, false }, cells.numeric)
    assert.same({
      { "Mexico", "2,628.7", "12.3%", "65.74%", "up 65.74%" },
      { 'Port|ugal, "P"', "1,619.5", "7.6%", "—", "" },
    }, cells.rows)
  end)

  it("counts its numbers as the document's, with their row and column", function()
    local places = {}
    for i, placed in ipairs(document_.spans(made())) do
      local at = placed.at
      places[i] = ("%s %s %d.%d %d:%d"):format(placed.id, placed.span.text, at.paragraph, at.sentence,
        at.row, at.column)
    end
    assert.same({
      "c1 2,628.7 1.0 1:2", "c2 12.3 1.0 1:3", "c3 65.74 1.0 1:4", "c4 65.74 1.0 1:5",
      "c5 1,619.5 1.0 2:2", "c6 7.6 1.0 2:3",
    }, places)
  end)

  it("is text, Markdown and CSV", function()
    assert.equal(table.concat({
      "T", "", "Destinations in April 2025",
      "Partner         Exports (mt)  Share     YoY  Change",
      "--------------  ------------  -----  ------  ---------",
      "Mexico               2,628.7  12.3%  65.74%  up 65.74%",
      'Port|ugal, "P"       1,619.5   7.6%       —', "",
    }, "\n"), text.render(made()))
    assert.equal(table.concat({
      "# T", "", "**Destinations in April 2025**", "",
      "| Partner | Exports (mt) | Share | YoY | Change |", "| --- | ---: | ---: | ---: | --- |",
      "| Mexico | 2,628.7 | 12.3% | 65.74% | up 65.74% |",
      '| Port\\|ugal, "P" | 1,619.5 | 7.6% | — |  |', "",
    }, "\n"), markdown.render(made()))
    assert.equal(table.concat({
      "Partner,Exports (mt),Share,YoY,Change", "Mexico,2628.7,12.3%,65.74%,up 65.74%",
      '"Port|ugal, ""P""",1619.5,7.6%,—,', "",
    }, "\n"), csv.render(made().blocks[2]))
  end)

  it("keeps a name that a spreadsheet would take for a formula a text in CSV", function()
    local named = {}
    for i, name in ipairs {
      "=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "-5.3%", "a=b", "—",
    } do
      named[i] = { name = { code = "x", en = name }, exports = rows[1].exports }
    end
    assert.equal(table.concat({
      "Name,Exports (mt)", "\"'=HYPERLINK(\"\"http://x\"\")\",2628.7", "'+1+1,2628.7",
      "'-2+3,2628.7", "'@SUM(A1),2628.7", "-5.3%,2628.7", "a=b,2628.7", "—,2628.7", "",
    }, "\n"), csv.render(made(named, { { "Name", "{name}" }, { "Exports", "{exports:t1}" } })
      .blocks[2]))
  end)

  it("takes levels as rows, and tables of names", function()
    local cells = cells_of(made({ total, { name = "Others", exports = rows[1].exports } }, {
      { "Name", "{name}" }, { "Exports in {period}", "{exports:t1}" },
    }).blocks[2])
    assert.same({ "Name", "Exports in April 2025 (mt)" }, cells.heads)
    assert.same({ { "Total", "21,393.2" }, { "Others", "2,628.7" } }, cells.rows)
    local months = cells_of(made({ total }, { { "Month", "{period}" } }).blocks[2])
    assert.same({ { "April 2025" } }, months.rows)
  end)

  it("leaves units in the cells where they differ", function()
    local cells = cells_of(made({ rows[1], { name = "x", exports = rows[1].exports.yoy } }, {
      { "Any", "{exports}" },
    }).blocks[2])
    assert.same({ "Any" }, cells.heads)
    assert.same({ { "2,600 mt" }, { "65.74%" } }, cells.rows)
  end)

  it("is in every language of its article, from the same claims", function()
    local a = article.new { lang = { "en", "zh" }, title = { en = "T", zh = "题" } }
    a:table({ en = "Destinations", zh = "目的地" }, { rows[1], total }, {
      { { en = "Partner", zh = "贸易伙伴" }, { en = "{name}", zh = "{name}" } },
      { { en = "Exports", zh = "出口" }, { en = "{exports:t1}", zh = "{exports:t1}" } },
    })
    local en, zh = a:document "en", a:document "zh"
    assert.same({ "贸易伙伴", "出口（吨）" }, cells_of(zh.blocks[2]).heads)
    assert.equal("合计", cells_of(zh.blocks[2]).rows[2][1])
    local ours, theirs = document_.spans(en), document_.spans(zh)
    assert.equal(2, #ours)
    for i, placed in ipairs(ours) do
      assert.is_true(rawequal(placed.span.claim, theirs[i].span.claim))
      assert.same(placed.at, theirs[i].at)
    end
  end)

  it("uses the same word in every row", function()
    local mexico = rows[1]
    local cells = cells_of(made({ mexico, mexico, mexico }, { { "A", "{exports.yoy:moved}" } })
      .blocks[2])
    assert.same({ cells.rows[1], cells.rows[1], cells.rows[1] }, cells.rows)
  end)

  it("is left out without rows", function()
    assert.equal(1, #made({}).blocks)
  end)

  it("refuses what is no table at the script's line", function()
    local a = article.new { title = "T" }
    local function refused(message, ...)
      local title, data, with = ...
      assert.equal("HERE: " .. message, (raised(function() a:table(title, data, with) end)))
    end
    refused("table: a table, a query or a list of rows expected, got the level of exports", "x", total, columns)
    refused("table: a table, a query or a list of rows expected, got number", "x", 5)
    refused("table: a list of columns expected beside the rows, as { { \"Partner\", \"{name}\" } }, "
      .. "got nil", "x", rows)
    refused("table: column 2: a head and a cell expected, as { \"Exports\", \"{exports:t1}\" }, got "
      .. "1 of them", "x", rows, { { "A", "{name}" }, { "B" } })
    refused("table: row 2: a row of a breakdown, a level or a table of names expected, got string",
      "x", { rows[1], "Mexico" }, columns)
    refused("table: column 1: unknown name 'export' (did you mean 'exports'?)\n  {export}\n   ^", "x", rows,
      { { "A", "{export}" } })
  end)
end)
