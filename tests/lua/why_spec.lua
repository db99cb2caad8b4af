-- `ingot why` on claims that rest on more than one table, on a script's own metrics, and on rows that
-- a script chose: from the script to what is computed again.

local lfs = require "lfs"
local native = require "ingot.native"
local program = require "support.program"
local scratch = require "support.scratch"

local HEADER <const> = "month,flow,hs,partner_code,qty_kg,value_usd\n"
local ROWS <const> = HEADER .. table.concat({
  "2025-03,export,76141000,429,1000,10", "2025-04,export,76141000,429,3000,30",
  "2025-04,export,76141000,502,1500,45", "2025-03,export,76141000,502,500,30", "",
}, "\n")
local PRICES <const> = "month,series,value,unit\n2025-03,lme,5,USD/t\n2025-04,lme,4,USD/t\n"

local START <const> = [[
local ingot = require "ingot"
local types = { types = { partner_code = "text", hs = "text" } }
local customs = ingot.read("data.csv", types)
]]

local ARTICLE <const> = [[
local article = ingot.article { title = "T", period = "2025-04", names = names }
article:say(say)
return article]]

-- Runs a script beside its data; gives its claims file, and `why` of each claim.
local function run(body, rows, prices)
  local folder <close> = scratch.new()
  folder:write("data.csv", rows or ROWS)
  folder:write("prices.csv", prices or PRICES)
  local path <const> = folder:write("script.lua", START .. body .. ARTICLE)
  local result <const> = program.ingot("run", path, "--root", folder.folder, "--out", folder.folder)
  assert.equal("", result.err)
  folder:keep(folder:path "script-2025-04.md")
  local claims <const> = folder:keep(folder:path "script-2025-04.claims.json")
    or folder:path "script-2025-04.claims.json"
  local file <const> = assert(io.open(claims))
  local document <const> = native.json_decode(file:read "a")
  file:close()
  local here <const>, said <const> = lfs.currentdir(), {}
  lfs.chdir(folder.folder)
  for i, entry in ipairs(document.claims) do
    local why <const> = program.ingot("why", claims, entry.id)
    said[i] = why.out .. why.err
  end
  lfs.chdir(here)
  return document, said
end

-- The lines of what `why` says that begin with one of these words.
local function lines(said, ...)
  local list <const> = {}
  for line in said:gmatch "[^\n]+" do
    for _, word in ipairs { ... } do
      if line:match "^  (%S+)" == word then
        list[#list + 1] = line:gsub("xxh3:%x+", "HASH"):sub(3)
      end
    end
  end
  return list
end

describe("why, of how a figure is printed", function()
  local function printed(spec, sentence, quantities)
    local rows = HEADER
    for code, quantity in pairs(quantities) do
      rows = ("%s2025-04,export,76141000,%s,%d,1\n"):format(rows, code, quantity)
    end
    local _, said <const> = run(([[
local rows = ingot.cube(customs):by("partner"):all("exports", "2025-04")
local article = ingot.article { title = "T", period = "2025-04"%s }
article:say("%s", rows)
do return article end
local names, say
]]):format(spec, sentence), rows)
    local list <const> = {}
    for i, text in ipairs(said) do
      list[i] = lines(text, "printed")[1]
    end
    return list
  end

  it("says that shares were apportioned", function()
    local line <const> = "printed     apportioned to 1 decimal of %, so that the shares printed beside "
      .. "it and it add up to 100%"
    assert.same({ line, line, line }, printed(', shares = "apportion"', "{exports.share}.",
      { [429] = 1000, [502] = 1000, [311] = 1000 }))
  end)

  it("says that a bound is one", function()
    assert.same({
      "printed     as a bound: it is more than this, by less than one in the last of 1 decimal of %",
      "printed     as a bound: it is less than this, which is one in the last of 1 decimal of %",
    }, printed("", "{exports.share}.", { [429] = 10000000, [502] = 100 }))
  end)
end)

describe("ingot why, of a metric over several tables,", function()
  local METRIC <const> = [[
local prices = ingot.indicator "prices.csv"
ingot.metric "worth" { formula = "sum(value_usd)", unit = "USD", where = "flow == 'export'" }
ingot.metric "lme" { formula = "mean(value)", from = "prices", where = "series == 'lme'",
  unit = "USD/t" }
ingot.metric "lots" { formula = "worth / lme", unit = "t" }
local cube = ingot.cube(customs, { with = { prices = prices } })
]]

  it("names the sources of all of them and reads each operand from its own", function()
    local document <const>, said <const> = run(METRIC .. [[
local names = { lots = cube:measure("lots", "2025-04"), worth = cube:measure("worth", "2025-04"),
  lme = cube:measure("lme", "2025-04") }
local say = "{lots:t3} {worth} {lme} {lots.mom}"
]])
    assert.same({ "data.csv", "prices.csv" }, { document.sources[1].path, document.sources[2].path })
    assert.same({ nil, "prices" }, { document.sources[1].table, document.sources[2].table })
    assert.same({ nil, { "data.csv" }, { "prices.csv" } }, { document.claims[1].sources,
      document.claims[2].sources, document.claims[3].sources })
    assert.same({
      "source      data.csv, 4 rows, HASH, unchanged",
      "source      prices.csv as prices, 2 rows, HASH, unchanged",
      "worth       2025-04, flow = export: 75 USD from 2 rows, the same computed again",
      "lme         2025-04, filter = series == 'lme' · from = prices: 4 USD/t from 1 row, the same "
        .. "computed again",
      "result      18.75 t, the same computed again",
    }, lines(said[1], "source", "worth", "lme", "result", "note"))
    assert.same({
      "source      prices.csv as prices, 2 rows, HASH, unchanged",
      "lme         2025-04, filter = series == 'lme' · from = prices: 4 USD/t from 1 row, the same "
        .. "computed again",
    }, lines(said[3], "source", "worth", "lme", "result", "note"))
    assert.same({
      "lots        2025-04, all rows: 18.75 t from 3 rows, the same computed again from these",
      "base        2025-03, all rows: 8 t from 3 rows, the same computed again from these",
      "result      134.375 %, the same computed again",
    }, lines(said[4], "lots", "base", "result", "note"))
  end)

  it("ranks by it again", function()
    local _, said <const> = run(METRIC .. [[
local row = cube:by("partner"):one("502", "lots", "2025-04")
local names, say = { rank = row.lots.rank, streak = row.lots.streak }, "{rank} {streak}"
]])
    assert.same({
      "lots        2025-04, partner = 502: 11.25 t from 2 rows, the same computed again from these",
      "population  2025-04, all rows: 2 from 2 rows, the same computed again",
    }, lines(said[1], "lots", "population", "result"))
    assert.same({
      "rank        2025-04, partner = 502: 1 from 2 rows, the same computed again",
      "rank        2025-03, partner = 502: 1 from 2 rows, the same computed again",
    }, lines(said[2], "rank"))
  end)
end)

describe("ingot why, of a table beside the cube that is a query,", function()
  it("asks the rows that the query leaves", function()
    local document <const>, said <const> = run [[
local prices = ingot.indicator("prices.csv"):where "value < 5"
ingot.metric "worth" { formula = "sum(value_usd)", unit = "USD", where = "flow == 'export'" }
ingot.metric "dearest" { formula = "max(value)", from = "prices", unit = "USD/t" }
ingot.metric "lots" { formula = "worth / dearest", unit = "t" }
local cube = ingot.cube(customs, { with = { prices = prices } })
local row = cube:by("partner"):one("502", "lots", "2025-04")
local names = { lots = row.lots, streak = row.lots.streak }
local say = "{lots:t3} {streak}"
]]
    assert.equal("value < 5", document.sources[2].filter)
    assert.same({ "source      prices.csv as prices where value < 5, 1 row, HASH, unchanged" },
      { lines(said[2], "source", "note")[2] })
    assert.same({
      "dearest     2025-04, filter = value < 5 · from = prices: 4 USD/t from 1 row, the same computed "
        .. "again",
    }, lines(said[1], "dearest", "note"))
    assert.same({ "rank        2025-04, partner = 502: 1 from 2 rows, the same computed again" },
      lines(said[2], "rank", "note"))
  end)
end)

describe("ingot why, of a script's own metrics,", function()
  it("keeps their definitions, with all they are made of, and ranks by them again", function()
    local document <const>, said <const> = run [[
ingot.metric "price" { formula = "sum(value_usd) / sum(qty_kg) * 1000", unit = "USD/t",
  where = "flow == 'export'" }
ingot.metric "dear" { formula = "price * 2", unit = "USD/t" }
local row = ingot.cube(customs):by("partner"):one("502", "dear", "2025-04")
local names, say = { streak = row.dear.streak, dear = row.dear }, "{streak} {dear}"
]]
    assert.same({
      dear = { formula = "price * 2", unit = "USD/t", adds = {} },
      price = { formula = "sum(value_usd) / sum(qty_kg) * 1000", unit = "USD/t",
        where = "flow == 'export'", adds = {} },
    }, document.metrics)
    assert.same({
      "rank        2025-04, partner = 502: 1 from 2 rows, the same computed again",
      "rank        2025-03, partner = 502: 1 from 2 rows, the same computed again",
    }, lines(said[1], "rank"))
    assert.same({
      "price       2025-04, flow = export · partner = 502: 30 USD/t from 1 row, the same computed "
        .. "again",
      "result      60 USD/t, the same computed again",
    }, lines(said[2], "price", "result"))
  end)

  it("says of a Lua function that only the script has it", function()
    local document <const>, said <const> = run [[
ingot.metric "most" { unit = "t", fn = function(group)
  local most = 0
  for i = 1, group.n do most = math.max(most, group.qty_kg[i] / 1000) end
  return most
end }
ingot.metric "most_twice" { formula = "most * 2", unit = "t" }
local row = ingot.cube(customs):by("partner"):one("429", "most", "2025-04")
local twice = ingot.cube(customs):by("partner"):one("429", "most_twice", "2025-04").most_twice
local names = { most = row.most, rank = row.most.rank, streak = row.most.streak, twice = twice.streak }
local say = "{most:t3} {rank} {streak} {twice}"
]]
    local record <const> = document.metrics.most
    local where <const> = record["function"]
    assert.is_truthy(where:find "^a Lua function %(.*script%.lua:4%)$", where)
    assert.same({ ["function"] = where, unit = "t", adds = {} }, record)
    local verdict <const> = ", not computed again: " .. where .. ", which only the script has"
    assert.same({ "most        2025-04, partner = 429: 3 t from 1 row" .. verdict },
      lines(said[1], "most", "result"))
    assert.same({
      "most        2025-04, partner = 429: 3 t from 1 row" .. verdict,
      "population  2025-04, all rows: 2 from 2 rows" .. verdict,
    }, lines(said[2], "most", "population", "result"))
    assert.same({
      "rank        2025-04, partner = 429: 1 from 2 rows" .. verdict,
      "rank        2025-03, partner = 429: 1 from 2 rows" .. verdict,
    }, lines(said[3], "rank", "result"))
    assert.same({
      "rank        2025-04, partner = 429: 1 from 2 rows" .. verdict,
      "rank        2025-03, partner = 429: 1 from 2 rows" .. verdict,
    }, lines(said[4], "rank", "result"))
  end)
end)

describe("ingot why, of rows that a script chose,", function()
  it("carries the conditions of a query, beside those of the metric", function()
    local document <const>, said <const> = run [[
ingot.metric "dear" { formula = "sum(qty_kg) / 1000", unit = "t", where = "value_usd > 20" }
local mexico = customs:where "partner_code == '429'"
local cube, both = ingot.cube(mexico), ingot.cube(mexico:where "qty_kg > 2000")
local all = ingot.cube(customs)
local names = { x = cube:measure("exports", "2025-04"), dear = both:measure("dear", "2025-04"),
  all = all:measure("exports", "2025-04") }
local say = "{x:t3} {dear:t3} {all:t3}"
]]
    assert.same({ nil, "(partner_code == '429') and (qty_kg > 2000)", "partner_code == '429'" },
      { document.sources[1].filter, document.sources[2].filter, document.sources[3].filter })
    assert.same({ flow = "export", filter = "partner_code == '429'" }, document.claims[1].where)
    assert.same({ filter = "((partner_code == '429') and (qty_kg > 2000)) and (value_usd > 20)" },
      document.claims[2].where)
    assert.same({ flow = "export" }, document.claims[3].where)
    assert.same({ 4, 1, 2 }, { document.sources[1].rows, document.sources[2].rows,
      document.sources[3].rows })
    assert.same({ "exports     2025-04, filter = partner_code == '429' · flow = export: 3 t from 1 row, "
      .. "the same computed again" }, lines(said[1], "exports", "note", "result"))
    assert.same({ "dear        2025-04, filter = ((partner_code == '429') and (qty_kg > 2000)) and "
      .. "(value_usd > 20): 3 t from 1 row, the same computed again" },
      lines(said[2], "dear", "note", "result"))
    assert.same({
      "source      data.csv, 4 rows, HASH, unchanged",
      "exports     2025-04, flow = export: 4.5 t from 2 rows, the same computed again",
    }, lines(said[3], "source", "exports", "note", "result"))
    assert.same({ "source      data.csv where partner_code == '429', 2 rows, HASH, unchanged" },
      lines(said[1], "source"))
  end)

  it("says that it cannot tell which, where a query does more", function()
    for _, query in ipairs {
      "customs:where('partner_code == $code', { code = '429' })",
      "customs:where(function(row) return row.partner_code == '429' end)",
      "customs:where \"partner_code == '429'\":derive { more = '1' }",
      "customs:where \"partner_code == '429'\":collect()",
    } do
      local document <const>, said <const> = run("local cube = ingot.cube(" .. query .. ")\n" .. [[
local names, say = { x = cube:measure("exports", "2025-04") }, "{x:t3}"
]])
      assert.same({ flow = "export" }, document.claims[1].where)
      assert.same({
        "note        the run used 2 of the 4 rows of data.csv; how it chose them is in the script",
        "exports     2025-04, flow = export: 3 t from 2 rows, not computed again: the run used some "
          .. "of the rows only",
      }, lines(said[1], "exports", "note", "result"))
    end
  end)

  it("tells apart cubes of the same file", function()
    local document <const>, said <const> = run [[
local some, all = ingot.cube(customs:where("partner_code == '429'"):collect()), ingot.cube(customs)
local names = { some = some:measure("exports", "2025-04"), all = all:measure("exports", "2025-04") }
local say = "{some:t3} {all:t3}"
]]
    assert.same({ { { path = "data.csv", rows = 2 } }, { { path = "data.csv", rows = 4 } } },
      { document.claims[1].sources, document.claims[2].sources })
    assert.same({
      "note        the run used 2 of the 4 rows of data.csv; how it chose them is in the script",
      "exports     2025-04, flow = export: 3 t from 2 rows, not computed again: the run used some "
        .. "of the rows only",
    }, lines(said[1], "exports", "note"))
    assert.same({ "exports     2025-04, flow = export: 4.5 t from 2 rows, the same computed again" },
      lines(said[2], "exports", "note"))
  end)
end)

describe("ingot why, of an index", function()
  local body <const> = [[
local data = ingot.indicator "prices.csv"
ingot.index "metal" { method = "nber", base = "2025-03", components = { { "lme", weight = 2 }, "fx" } }
local metal = ingot.index.of("metal", data)
local names = { x = metal:at "2025-04", moves = metal:contributions("2025-04").rows[1].printed }
local say = "{x} {x.change} {moves}"
]]

  it("computes its level, change and parts again from the values of its series", function()
    local document <const>, said <const> = run(body, nil,
      "month,series,value,unit\n2025-03,lme,5,USD/t\n2025-04,lme,4,USD/t\n"
      .. "2025-03,fx,7.1,CNY/USD\n2025-04,fx,7.2,CNY/USD\n")
    assert.same({ "index", "index_change", "contribution" }, { document.claims[1].measure,
      document.claims[2].measure, document.claims[3].measure })
    assert.same({
      "formula     before * (200 + (fx + lme)) / (200 - (fx + lme))",
      "before      2025-03, index = metal: 100, as the run computed it from all months",
      "fx          2025-04, index = metal: 0.3333333333333333 %, the same computed again from these",
      "now         2025-04, series = fx: 7.2 CNY/USD from 1 row, the same read again",
      "before      2025-03, series = fx: 7.1 CNY/USD from 1 row, the same read again",
      "lme         2025-04, index = metal: -0.6666666666666666 %, the same computed again from these",
      "now         2025-04, series = lme: 4 USD/t from 1 row, the same read again",
      "before      2025-03, series = lme: 5 USD/t from 1 row, the same read again",
      "result      99.66722129783692, the same computed again",
    }, lines(said[1], "formula", "before", "fx", "now", "lme", "result"))
    assert.same({ "formula     fx + lme", "result      -0.33277870216306155 points, the same computed again" },
      lines(said[2], "formula", "result"))
    assert.same({ "result      -0.6 points, the same computed again" }, lines(said[3], "result"))
  end)

  it("goes on to the rows of the data, where its series are levels of a cube", function()
    local document <const>, said <const> = run [[
ingot.product "strand" { codes = { "76141000" }, en = "strand" }
local cube = ingot.cube(customs):slice { product = "strand" }
ingot.index "trade" { method = "nber", components = { "exports", "value" } }
local months = { "2025-03", "2025-04" }
local trade = ingot.index.of("trade", { exports = cube:series("exports", months),
  value = cube:series("value", months) })
local names, say = { x = trade:at "2025-04" }, "{x}"
]]
    assert.same({ "76141000" }, document.products.strand.codes or document.products.strand)
    assert.same({
      "now         2025-04, flow = export · product = strand (76141000): 4.5 t from 2 rows, the same "
        .. "computed again",
      "now         2025-04, product = strand (76141000): 75 USD from 2 rows, the same computed again",
      "result      101.00502512562814, the same computed again",
    }, lines(said[1], "now", "result"))
  end)
end)
