local conflicts = require "ingot.check.conflicts"
local number = require "ingot.number"
local period = require "ingot.period"
local random = require "support.random"
local relate = require "ingot.check.relate"
local rounds = require "support.rounds"
local seeds = require "support.stated_seeds"
local stated = require "support.stated"
local systems = require "ingot.check.solve.system"
local world = require "support.random_world"

-- Figures of a conflict in the order of the text: "634,300 mt; 34,500 mt".
local function quotes(claims)
  local texts = {}
  for i, claim in ipairs(claims) do texts[i] = claim.quote end
  return table.concat(texts, "; ")
end

local function proof_of(conflict)
  return table.concat(conflict.proof, "\n")
end

describe("the five published articles", function()
  it("finds nothing in what can hold", function()
    for _, name in ipairs { "s000", "s002", "s004" } do
      local found = conflicts.find(seeds[name]())
      assert.equal("consistent", found.verdict)
      assert.same({}, found.conflicts)
    end
  end)

  it("says that the April total holds only where it was cut", function()
    local found = conflicts.find(seeds.s001())
    assert.equal("truncation", found.verdict)
    assert.equal(1, #found.conflicts)
    local conflict = found.conflicts[1]
    assert.equal("share_of", conflict.kind)
    assert.equal("truncate", conflict.mode)
    assert.equal("21,300 mt; 11,395.0 mt; 53.3%", quotes(conflict.claims))
    assert.equal("11,395.0 mt at 53.3% makes the total 21,359 to 21,399 mt, but 21,300 is printed\n"
      .. "all hold where digits are cut rather than rounded: 21,300 from 21,359 to 21,399",
      proof_of(conflict))
    local span = conflict.spans[conflict.claims[1]]
    assert.equal("21,359", number.format(span.low, { decimals = 0 }))
    assert.equal("21,399", number.format(span.high, { decimals = 0 }))
  end)

  it("finds each slip of the primary aluminum article, and what is to blame", function()
    local found = conflicts.find(seeds.s003())
    assert.equal("inconsistent", found.verdict)
    local sets = {}
    for i, conflict in ipairs(found.conflicts) do
      sets[i] = ("%s %s %s: %s"):format(conflict.kind, conflict.mode or "never",
        #conflict.culprits == 1 and conflict.culprits[1].digits or "any", quotes(conflict.claims))
    end
    assert.same({
      "net never 634,300: 634,300 mt; 34,500 mt; 799,800 mt",
      "parts_total round_up 227,000: 227,000 mt; 2,300 mt; 228,600 mt",
      "share_of round_up 227,000: 250,500 mt; 227,000 mt; 90.3%",
      "net never any: 14.6%; 643.0%; 14.8%",
    }, sets)
    assert.equal("imports − exports = net imports of primary aluminum, Jan–Apr 2025: 634,300 "
      .. "(634,250 to 634,350) − 34,500 (34,450 to 34,550) = 599,700 to 599,900, but 799,800 is "
      .. "printed", proof_of(found.conflicts[1]))
    local last = found.conflicts[4].proof
    assert.equal("643.0% would have to be between 9.6% and 12.9%", last[#last - 1])
  end)
end)

local APRIL, YTD = "2025-04", "2025-01..04"

-- What a spec says, and the kinds of conflict found.
local function kinds_of(tell)
  local say, list = stated()
  tell(say)
  local kinds = {}
  for i, conflict in ipairs(conflicts.find(list).conflicts) do kinds[i] = conflict.kind end
  return table.concat(kinds, " ")
end

describe("identities", function()
  local cable = stated.of("export", "cable")
  local jiangsu, henan = cable { province = "Jiangsu" }, cable { province = "Henan" }

  it("holds a figure against its copy", function()
    assert.equal("stale_copy", kinds_of(function(say)
      say("level", "21,300 mt", cable, APRIL)
      say("level", "12,300 mt", cable, APRIL)
    end))
    assert.equal("growth", kinds_of(function(say)
      say("yoy", "42.91%", cable, APRIL)
      say("yoy", "43.0%", cable, APRIL)
    end))
    assert.equal("share_of", kinds_of(function(say)
      say("share", "42%", jiangsu, APRIL, { whole = cable })
      say("share", "45%", jiangsu, APRIL, { whole = cable })
    end))
    assert.equal("", kinds_of(function(say)
      say("yoy", "42.91%", cable, APRIL)
      say("yoy", "42.9%", cable, APRIL)
    end))
  end)

  it("takes for the digits of a figure those of its like in sentences, not those of cells", function()
    local function kinds(role, digits)
      return kinds_of(function(say)
        say("level", "54,750 mt", jiangsu, APRIL)
        say("level", "54,751 mt", jiangsu, APRIL, { role = "table" })
        say("level", digits, henan, APRIL, { role = role })
        say("level", "12,347 mt", cable { province = "Beijing" }, APRIL, { role = role })
      end)
    end
    assert.equal("", kinds("table", "13,222 mt"))
    assert.equal("stale_copy", kinds("body", "13,222 mt"))
  end)

  it("takes tens of thousands for printed digits where an article has no others", function()
    local function kinds(last)
      return kinds_of(function(say)
        say("level", "510,000 mt", cable, "2025-03")
        say("level", "460,000 mt", cable, "2025-02")
        say("level", "520,000 mt", cable, "2025-01")
        say("ytd", "1,480,000 mt", cable, "2025-01..03")
        say("level", last, cable, APRIL)
      end)
    end
    assert.equal("", kinds "480,000 mt")
    assert.equal("ytd_chain", kinds "483,000 mt")
  end)

  it("ties points of contribution to levels, and their sum to the whole's change", function()
    local function kinds(jiangsus, henans, all)
      return kinds_of(function(say)
        local more <const> = { base = { period = "2024", subject = cable }, contributes = cable }
        local function points(quote, subject)
          say("change", quote, subject, "2025", more).sentence = 90
        end
        say("level", "279,000 mt", cable, "2025")
        say("level", "195,000 mt", cable, "2024")
        say("level", "122,800 mt", jiangsu, "2025")
        say("yoy", "56.11%", jiangsu, "2025", { base = { period = "2024", subject = jiangsu } })
        points(jiangsus .. " pp", jiangsu)
        points(henans .. " pp", henan)
        points("1.20 pp", cable { province = "others" })
        points(all .. " pp", cable)
      end)
    end
    assert.equal("", kinds("22.61", "19.09", "42.91"))
    assert.equal("growth", kinds("26.61", "15.09", "42.91"))
    assert.equal("growth", kinds("22.61", "9.09", "42.91"))
  end)

  it("does not add the rest to members that it may hold", function()
    local function kinds(list)
      return kinds_of(function(say)
        say("level", "101 t", cable, APRIL)
        say("level", "31 t", jiangsu, APRIL)
        say("level", "70 t", cable { province = "others" }, APRIL)
        say("level", list, henan, APRIL)
      end)
    end
    assert.equal("", kinds "60 t")
    assert.equal("part_over_whole", kinds "75 t")
  end)

  it("counts a member with a share below a bound among parts that make the whole", function()
    local modes <const> = { "71", "31", "49" }
    local function kinds(total)
      return kinds_of(function(say)
        say("level", total, cable, APRIL)
        for i, tons in ipairs(modes) do
          say("level", tons .. " t", cable { mode = "m" .. i }, APRIL)
        end
        say("share", "47%", cable { mode = "m1" }, APRIL, { whole = cable })
        say("share", "20.4%", cable { mode = "m2" }, APRIL, { whole = cable })
        say("bound", "34%", cable { mode = "m3" }, APRIL,
          { whole = cable, bound = "below", as = "share" })
      end)
    end
    assert.equal("", kinds "151 t")
    assert.equal("parts_total", kinds "153 t")
  end)

  it("says what growth the two levels allow", function()
    local say, list = stated()
    say("ytd", "82,800 mt", cable, YTD)
    say("ytd", "71,400 mt", cable, "2024-01..04")
    say("ytd_yoy", "19.08%", cable, YTD)
    local found = conflicts.find(list).conflicts
    assert.equal("82,800 (82,750 to 82,850) against 71,400 (71,350 to 71,450) is 15.82% to 16.12%, "
      .. "but 19.08% is printed", proof_of(found[1]))
  end)

  it("adds months up to the year to date", function()
    assert.equal("ytd_chain", kinds_of(function(say)
      say("ytd", "82,800 mt", cable, YTD)
      say("ytd", "61,500 mt", cable, "2025-Q1")
      say("level", "23,300 mt", cable, APRIL)
    end))
  end)

  it("holds a rate of the year to date against those of its months", function()
    assert.equal("ytd_chain", kinds_of(function(say)
      say("ytd_yoy", "20.0%", cable, YTD)
      say("ytd_yoy", "16.0%", cable, "2025-01..03")
      say("yoy", "12.0%", cable, APRIL)
    end))
    assert.equal("", kinds_of(function(say)
      say("ytd_yoy", "15.0%", cable, YTD)
      say("ytd_yoy", "16.0%", cable, "2025-01..03")
      say("yoy", "12.0%", cable, APRIL)
    end))
  end)

  it("knows that a part is not above its whole, nor members together", function()
    assert.equal("part_over_whole", kinds_of(function(say)
      say("level", "21,300 mt", cable, APRIL)
      say("level", "31,395.0 mt", jiangsu, APRIL)
    end))
    assert.equal("share_sum", kinds_of(function(say)
      say("share", "62.5%", jiangsu, APRIL, { whole = cable })
      say("share", "41.5%", henan, APRIL, { whole = cable })
    end))
  end)

  it("adds parts up where their shares do", function()
    local steel, other = stated.of("export", "steel-core"), stated.of("export", "other strand")
    local function tell(second)
      return kinds_of(function(say)
        say("level", "21,300 mt", cable, APRIL)
        say("level", "15,500 mt", steel, APRIL)
        say("level", second, other, APRIL)
        say("share", "72.7%", steel, APRIL, { whole = cable })
        say("share", "27.3%", other, APRIL, { whole = cable })
      end)
    end
    assert.equal("", tell "5,800 mt")
    assert.equal("parts_total", tell("8,500 mt"):match "%S+")
  end)

  it("holds a share of another month's total against that of its own", function()
    local say, list = stated()
    say("level", "250,500 mt", cable, APRIL)
    local share = say("share", "90.3%", cable { partner = "Russia" }, APRIL, { whole = cable })
    share.whole.period = period "2025-03"
    say("level", "227,000 mt", cable { partner = "Russia" }, APRIL)
    local found = conflicts.find(list)
    assert.equal("227,000 mt at 90.3% makes the total 250,692 to 252,078 mt, but 250,500 is printed\n"
      .. "all hold where figures are rounded up: 227,000 from 226,000 to 226,327",
      proof_of(found.conflicts[1]))
  end)

  it("counts a rate by the unit of its sentence, where the text has two", function()
    assert.equal("growth", kinds_of(function(say)
      say("change", "-301,700 mt", cable, APRIL, { sentence = 1, base = { period = "2025-03" } })
      say("mom", "-3.5%", cable, APRIL, { sentence = 1 })
      say("level", "8,881,100 mt", cable, APRIL, { sentence = 1 })
      say("mom", "8.6%", cable, APRIL, { sentence = 2 })
      say("level", "41,723 USD", cable, APRIL, { sentence = 2 })
    end))
  end)

  it("holds ranks and lists against what they order", function()
    assert.equal("rank_order", kinds_of(function(say)
      say("level", "11,395.0 mt", jiangsu, APRIL)
      say("rank", "1", jiangsu, APRIL, { n = 1 })
      say("level", "13,098.9 mt", henan, APRIL)
    end))
    assert.equal("rank_order", kinds_of(function(say)
      for place, figure in ipairs { "9,300 mt", "8,100 mt", "5,200 mt", "6,900 mt", "1,700 mt" } do
        say("level", figure, cable { partner = "P" .. place }, APRIL,
          { listed = { list = 1, place = place } })
      end
    end))
  end)

  it("takes points of a share from the share before", function()
    assert.equal("growth", (kinds_of(function(say)
      say("share", "53.3%", jiangsu, APRIL, { whole = cable })
      say("change", "13.9 pp", jiangsu, APRIL, { base = { period = "2025-03" } })
      say("share", "41.6%", jiangsu, "2025-03", { whole = cable })
    end):gsub("share_of", "growth")))
  end)

  it("weighs a mean of months and a unit value", function()
    assert.equal("stale_copy", kinds_of(function(say)
      say("ytd", "82,800 mt", cable, YTD)
      say("level", "21,700 mt", cable, YTD, { mean = 4 })
    end))
    assert.equal("", kinds_of(function(say)
      say("ytd", "82,800 mt", cable, YTD)
      say("level", "20,700 mt", cable, YTD, { mean = 4 })
    end))
    assert.equal("parts_total", kinds_of(function(say)
      say("level", "21,300 mt", cable, APRIL)
      say("level", "61,770,000 USD", cable, APRIL)
      say("level", "3,900 USD/t", cable, APRIL)
    end))
  end)

  it("hold an average price against value and amount, any other price against nothing", function()
    local function kinds(price, more)
      return kinds_of(function(say)
        say("level", "21,300 mt", cable, APRIL)
        say("level", "61,770,000 USD", cable, APRIL)
        say("level", price, cable { what = "price" }, APRIL, more)
      end)
    end
    assert.equal("", kinds("2,900 USD/t", { unit_value = true }))
    assert.equal("parts_total", kinds("3,900 USD/t", { unit_value = true }))
    assert.equal("", kinds("3,900 USD/t"))
  end)
end)

describe("proofs with figures that have one end", function()
  local alumina <const> = stated.of("export", "alumina")
  local russia <const> = alumina { partner = "Russia" }

  -- The proof of the one conflict of some claims: kind, figure, subject, period, more.
  local function proof(...)
    local say, list = stated()
    for _, given in ipairs { ... } do say(table.unpack(given, 1, 5)) end
    local found = conflicts.find(list).conflicts
    assert.equal(1, #found)
    return proof_of(found[1])
  end

  it("say of a sum that it is at least so much", function()
    assert.equal("imports − exports = net imports of alumina, May 2025: more than 50,400 − 30,400 "
      .. "(30,350 to 30,450) = at least 19,950, but 15,000 is printed", proof(
      { "level", "30,400 mt", alumina, "2025-05" },
      { "level", "50,400 mt", stated.of("import", "alumina"), "2025-05", { bound = "above" } },
      { "net", "15,000 mt", stated.of("net import", "alumina"), "2025-05" }))
  end)

  it("say of a share of less than so much, or of nothing, what the total is at least", function()
    local total <const>, part <const> = { "level", "30,400 mt", alumina, "2025-05" },
      { "level", "20,000 mt", russia, "2025-05" }
    assert.equal("20,000 mt at less than 10% makes the total at least 195,000 mt, but 30,400 is printed",
      proof(total, part, { "share", "10%", russia, "2025-05", { bound = "below", whole = alumina } }))
    assert.equal("20,000 mt at 0% makes the total at least 3,900,000 mt, but 30,400 is printed",
      proof(total, part, { "share", "0%", russia, "2025-05", { whole = alumina } }))
  end)

  it("say of a rate that more than it is printed", function()
    assert.equal("30,400 (30,350 to 30,450) against 40,000 (39,500 to 40,500) is -25.1% to -22.9%, but "
      .. "more than 5% is printed", proof(
      { "level", "30,400 mt", alumina, "2025-05" }, { "level", "40,000 mt", alumina, "2025-04" },
      { "mom", "5%", alumina, "2025-05", { bound = "above" } }))
  end)

  it("take a fall of less than so much as one that stays above it", function()
    local before <const> = { "level", "30,000 mt", alumina, "2025-04" }
    local fell <const> = { "mom", "-10%", alumina, "2025-05",
      { bound = "below", digits = "10", quote = "10%" } }
    local say, list = stated()
    for _, given in ipairs { { "level", "28,000 mt", alumina, "2025-05" }, before, fell } do
      say(table.unpack(given, 1, 5))
    end
    assert.same({}, conflicts.find(list).conflicts)
    assert.equal("20,000 (19,500 to 20,500) against 30,000 (29,500 to 30,500) is -36.1% to -30.5%, but "
      .. "a fall of less than 10% is printed",
      proof({ "level", "20,000 mt", alumina, "2025-05" }, before, fell))
  end)

  it("take a bound of a change in tonnes for one, and say once what cannot be by itself", function()
    local fell <const> = { "bound", "-1,000 mt", alumina, "2025-05",
      { bound = "above", digits = "1,000", quote = "1,000 mt", base = { period = "2025-04" } } }
    local before <const> = { "level", "5,010 mt", alumina, "2025-04" }
    assert.equal("5,010 would have to be at least 5,150", (proof(
      { "level", "4,200 mt", alumina, "2025-05" }, before, fell):match "5,010 would[^\n]*"))
    local say, list = stated()
    for _, given in ipairs { { "level", "3,200 mt", alumina, "2025-05" }, before, fell } do
      say(table.unpack(given, 1, 5))
    end
    assert.same({}, conflicts.find(list).conflicts)
    assert.equal("exports of alumina, May 2025, against Apr 2025: a fall of more than 250%\n"
      .. "a fall of more than 250% would have to be at least -100.0%", proof(
      { "mom", "-250%", alumina, "2025-05", { bound = "above", digits = "250", quote = "250%" } },
      { "level", "3,200 mt", alumina, "2025-05" }))
  end)

  it("name all figures where the part or the level may be anything below", function()
    assert.equal("exports of alumina, May 2025: less than 10,000\n"
      .. "exports of alumina, May 2025, against Apr 2025: 5% (4.5% to 5.5%)\n"
      .. "exports of alumina, Apr 2025: 30,400 (30,350 to 30,450)\n"
      .. "less than 10,000 would have to be between 31,716 and 32,124\n"
      .. "5% would have to be at most -67.1%\n"
      .. "30,400 would have to be at most 9,569", proof(
      { "level", "10,000 mt", alumina, "2025-05", { bound = "below" } },
      { "mom", "5%", alumina, "2025-05" }, { "level", "30,400 mt", alumina, "2025-04" }))
  end)

  it("print a figure of another unit as it stands, and what it may be in base units", function()
    assert.equal("30.4 kt (30,350 to 30,450 mt) against 40,000 (39,500 to 40,500) is -25.1% to -22.9%, "
      .. "but 5% is printed", proof(
      { "level", "30,400 mt", alumina, "2025-05",
        { quote = "30.4 kt", digits = "30.4", step = number.exact(100) } },
      { "level", "40,000 mt", alumina, "2025-04" }, { "mom", "5%", alumina, "2025-05" }))
  end)
end)

describe("uncertain readings", function()
  it("are no conflict where another of them holds", function()
    local cable = stated.of("export", "cable")
    local say, list = stated()
    say("level", "21,300 mt", cable, APRIL)
    say("level", "82,800 mt", cable, APRIL, { readings = { { period = period(YTD) } } })
    local found = conflicts.find(list)
    assert.equal("consistent", found.verdict)
    assert.equal("82,800 mt", quotes(found.doubtful))
  end)

  it("are levels of members, where nothing tells the whole", function()
    local imports = stated.of("import", "scrap")
    local function tell(say)
      say("level", "204,700 mt", imports { partner = "China" }, APRIL)
      say("level", "24,900 mt", imports { partner = "Japan" }, APRIL)
      say("share", "12.2%", imports { partner = "Japan" }, APRIL, { whole = imports })
    end
    assert.equal("", kinds_of(tell))
    assert.equal("part_over_whole part_over_whole", kinds_of(function(say)
      tell(say)
      say("level", "204,000 mt", imports, APRIL)
    end))
  end)
end)

describe("doubt", function()
  local cable = stated.of("export", "cable")

  it("falls on two figures of one quantity that look nothing alike", function()
    local say, list = stated()
    say("level", "4,128,000 mt", cable, APRIL)
    local other = say("level", "1,095,000 mt", cable, APRIL)
    say("yoy", "12.5%", cable, APRIL, { of = { id = other.id } })
    local found = conflicts.find(list)
    assert.equal("consistent", found.verdict)
    assert.equal("1,095,000 mt; 12.5%", quotes(found.doubtful))
  end)

  it("falls on all of three figures of one quantity", function()
    local say, list = stated()
    for _, figure in ipairs { "43.7", "70.2", "89.9" } do
      say("index", figure, stated.of("index", "metal"), APRIL)
    end
    local found = conflicts.find(list)
    assert.equal("43.7; 70.2; 89.9", quotes(found.doubtful))
    assert.same({}, found.conflicts)
  end)

  it("falls on the later of two figures that have each a share of its own, and on that", function()
    local say, list = stated()
    local russia = cable { partner = "Russia" }
    say("level", "250,500 mt", cable, APRIL)
    for _, figures in ipairs { { "226,300 mt", "90.3%" }, { "228,600 mt", "91.26%" } } do
      local level = say("level", figures[1], russia, APRIL)
      say("share", figures[2], russia, APRIL, { whole = cable, of = { id = level.id } })
    end
    local found = conflicts.find(list)
    assert.same({}, found.conflicts)
    assert.equal("228,600 mt; 91.26%", quotes(found.doubtful))
  end)

  it("falls on the second of two figures in one sentence, but not on rates of two", function()
    assert.equal("", kinds_of(function(say)
      say("level", "72,770 mt", cable, APRIL, { sentence = 1 })
      say("level", "72,020 mt", cable, APRIL, { sentence = 1 })
    end))
    assert.equal("growth", kinds_of(function(say)
      say("yoy", "643.0%", cable, APRIL)
      say("yoy", "11.9%", cable, APRIL)
    end))
  end)

  it("does not fall on what one slip makes of another, nor on a title", function()
    for _, figures in ipairs { { "634,300 mt", "834,300 mt" }, { "13,700 mt", "137,000 mt" },
      { "21,300 mt", "12,300 mt" }, { "22,500 mt", "21,500 mt" }, { "1,234 mt", "124 mt" } } do
      assert.equal("stale_copy", kinds_of(function(say)
        say("level", figures[1], cable, APRIL)
        say("level", figures[2], cable, APRIL)
      end))
    end
    assert.equal("stale_copy", kinds_of(function(say)
      say("level", "4,128,000 mt", cable, APRIL, { role = "title" })
      say("level", "1,095,000 mt", cable, APRIL)
    end))
  end)

  it("falls on a claim whose reading is not sure", function()
    assert.equal("", kinds_of(function(say)
      say("level", "21,300 mt", cable, APRIL)
      say("level", "31,395 mt", cable { province = "Jiangsu" }, APRIL, { sure = false })
    end))
  end)
end)

describe("an article at odds with itself throughout", function()
  local cable = stated.of("export", "cable")

  it("is tried in part, and that is said", function()
    local say, list = stated()
    for i = 1, 12 do
      say("level", 90000 + i * 1000 .. " mt", cable, ("2025-%02d"):format(i))
    end
    for i = 1, 800 do
      local member = cable { partner = "P" .. i % 50 }
      local month = ("2025-%02d"):format(i % 12 + 1)
      say("level", 10000 + i * i % 9973 .. " mt", member, month)
      say("mom", ("%d.%d%%"):format(i * 7 % 101, i % 10), member, month)
      say("share", ("%d.%d%%"):format(i * 7 % 101, i % 10), member, month, { whole = cable })
    end
    local found = conflicts.find(list)
    assert.equal("inconsistent", found.verdict)
    assert.is_true(found.is_partial)
    assert.is_true(#found.conflicts > 0 and #found.conflicts <= 60)
  end)

  it("is tried in full where it is of ordinary length", function()
    assert.is_false(conflicts.find(seeds.s003()).is_partial)
  end)

  it("raises nothing where the solver gives up", function()
    local raise <const> = require "ingot.error".raise
    local search <const> = require "ingot.check.solve.smallest"
    local was <const> = search.of
    search.of = function() raise("limit", "linear: more than 16777216 steps for one answer") end
    local found = conflicts.find(seeds.s003())
    search.of = was
    assert.is_true(found.is_partial)
    assert.same({}, found.conflicts)
    assert.is_true(found.system:feasible() == false)
  end)
end)

describe("edits", function()
  it("are allowed exactly where a system of its own would be feasible", function()
    local list = seeds.s003()
    local found = conflicts.find(list)
    for _, conflict in ipairs(found.conflicts) do
      for _, claim in ipairs(conflict.claims) do
        if claim.digits ~= "634,300" then found.system:switch(claim, claim.digits == "799,800"
          or claim.digits == "34,500") end
      end
    end
    local holds = {}
    for digit = 1, 9 do
      local text = digit .. "34,300"
      local changed = {}
      for field, value in pairs(found.conflicts[1].claims[1]) do changed[field] = value end
      changed.digits, changed.value = text, number.parse((text:gsub(",", "")))
      changed.edited = "digit"
      holds[#holds + 1] = found.system:allows(found.conflicts[1].claims[1], changed) and text or nil
    end
    assert.same({ "834,300" }, holds)
  end)
end)

local modes = {
  { level = "round", rate = "round" }, { level = "truncate", rate = "round" },
  { level = "truncate", rate = "truncate" }, { level = "round_up", rate = "round_up" },
}

describe("true worlds", function()
  it("are never in conflict in the mode they were printed in", function()
    for seed = 1, rounds(60) do
      local mode = modes[seed % #modes + 1]
      local place = world.new(random(seed), mode)
      for _ = 1, 40 do place:say_any() end
      local system = systems.of(relate.of(place.claims), mode)
      local feasible, statements = system:check()
      if not feasible then
        local claims = {}
        for i, statement in ipairs(statements) do claims[i] = statement.claim end
        error(("seed %d: %s"):format(seed, quotes(claims)))
      end
    end
  end)

  local tied = {
    function(place, april)
      return { place:level(place.imports, april), place:level(place.exports, april),
        place:level(stated.of("net import", "metal"), april) }
    end,
    function(place, april)
      return { place:level(place.imports, april), place:level(place.imports, april:ytd()),
        place:level(place.imports, period "2025-01..03") }
    end,
    function(place, april)
      local russia = place.imports { partner = "Russia" }
      return { place:level(place.imports, april), place:level(russia, april),
        place:share(russia, place.imports, april) }
    end,
    function(place, april)
      return { place:level(place.imports, april), place:level(place.imports, april:year_ago()),
        place:rate(place.imports, april, "yoy", april:year_ago()) }
    end,
  }

  it("show every large slip in what an identity ties", function()
    for seed = 1, rounds(40) do
      local choice = random(seed)
      local place = world.new(choice, modes[1])
      local claims = choice:pick(tied)(place, period "2025-04")
      for _ = 1, 12 do place:say_any() end
      local slip = choice:pick(claims)
      slip.value = number.sign(slip.value) == 0 and number.exact(75) or number.times(slip.value, 10)
      slip.digits = number.format(slip.value)
      local held = false
      for _, conflict in ipairs(conflicts.find(place.claims).conflicts) do
        for _, claim in ipairs(conflict.claims) do held = held or claim == slip end
      end
      assert.is_true(held, ("seed %d: %s"):format(seed, slip.quote))
    end
  end)
end)
