-- How the program words what it has to say: of each pattern of commentary whole sentences in both
-- languages, and what becomes of them at the edges, over made-up trade. Lint reads every one.

local document = require "ingot.document"
local ingot = require "ingot"
local small_cube = require "support.small_cube"

local NOW <const>, BEFORE <const>, YEAR_AGO <const> = "2025-04", "2025-03", "2024-04"

-- Trade of one member: tonnes by month; the other months that the data cover have none.
local function trade(months, fields)
  local spec <const> = { levels = { ["429"] = months } }
  for name, value in pairs(fields or {}) do spec[name] = value end
  return small_cube(spec)
end

local function whole(months, period, fields)
  return function() return trade(months, fields):measure("exports", period or NOW) end
end

-- Rows of a breakdown: tonnes now, the month before and a year ago by code.
local function parts(dimension, flow, members, n)
  return function()
    local levels <const> = {}
    for code, t in pairs(members) do
      levels[code] = { [NOW] = t[1], [BEFORE] = t[2], [YEAR_AGO] = t[3] }
    end
    local by <const> = small_cube { dimension = dimension, flow = flow, levels = levels }:by(dimension)
    local metric <const> = flow .. "s"
    return n and by:top(n, metric, NOW) or by:all(metric, NOW)
  end
end

-- The same over three months: now, the month before and the one before that.
local function parts_over(members)
  return function()
    local levels <const> = {}
    for code, t in pairs(members) do
      levels[code] = { [NOW] = t[1], [BEFORE] = t[2], ["2025-02"] = t[3] }
    end
    return small_cube { flow = "import", levels = levels }:by("partner"):top(1, "imports", NOW)
  end
end

-- A balance by month: imports of so much more than exports of 1,000 t, or the other way round.
local function net(months, period, from)
  return function()
    local columns <const> = { month = {}, flow = {}, hs = {}, qty_kg = {} }
    local function add(month, flow, t)
      local n <const> = #columns.month + 1
      columns.month[n], columns.flow[n], columns.hs[n] = month, flow, "76011010"
      columns.qty_kg[n] = t * 1000
    end
    for month, balance in pairs(months) do
      add(month, "import", math.max(balance, 0) + 1000)
      add(month, "export", math.max(-balance, 0) + 1000)
    end
    return ingot.cube(ingot.table(columns, {
      units = { qty_kg = "kg" }, covers = { from = from or "2023-01", to = "2025-12" },
    })):measure("net_imports", period or NOW)
  end
end

-- The products of a whole: tonnes now and the month before of each code.
local function hs(...)
  local given <const> = { ... }
  return function()
    local columns <const> = { month = {}, flow = {}, hs = {}, qty_kg = {}, value_usd = {} }
    for i, t in ipairs(given) do
      for j, month in ipairs { NOW, BEFORE } do
        local n <const> = #columns.month + 1
        columns.month[n], columns.flow[n] = month, "export"
        columns.hs[n], columns.qty_kg[n] = i == 1 and "76141000" or "76149000", t[j] * 1000
        columns.value_usd[n] = 1000
      end
    end
    return ingot.cube(ingot.table(columns, {
      units = { qty_kg = "kg" }, covers = { from = "2023-01", to = "2025-12" },
    })):slice { product = "wire_cable" }:by("hs"):top(2, "exports", NOW)
  end
end

local function said(lang, case)
  local a <const> = ingot.article { title = "T", lang = lang, period = NOW }
  a:tell(case.facts(), case.rules, case.options)
  local texts <const>, doc <const> = {}, a:document()
  for _, block in ipairs(doc.blocks) do
    texts[#texts + 1] = block.kind == "paragraph" and document.text(doc, block) or nil
  end
  for _, finding in ipairs(ingot.lint(a)) do
    error(("%s: %s"):format(finding, finding.text), 0)
  end
  return table.concat(texts, " ")
end

-- The member 429 of a breakdown, beside another: tonnes now, the month before, the one before that.
local function member(mine, others)
  return function()
    local function of(t) return { [NOW] = t[1], [BEFORE] = t[2], ["2025-02"] = t[3] } end
    local cube <const> = small_cube { levels = { ["429"] = of(mine), ["311"] = of(others) } }
    return { x = cube:by("partner"):one("429", "exports", NOW).exports,
      total = cube:measure("exports", NOW), parts = { cube:by("partner"):one("429", "exports", NOW) } }
  end
end

local only <const> = { en = "{x:only}{x.share}.", zh = "占比{x:only}{x.share}。" }
local again <const> = { en = "Up{x.mom|x.before.mom:again}.", zh = "{x.mom|x.before.mom:again}增长。" }
local over <const> = { en = "{x.share:over}.", zh = "{x.share:over}。" }
local digits <const> = { en = "A {x.mom:double_digit}rise.", zh = "{x.mom:double_digit}增长。" }
local about <const> = { en = "{x:about}.", zh = "{x:about}。" }
local streak <const> = { en = "First{x.streak:streak}.", zh = "{x.streak:streak}第一。" }
local regained <const> = { en = "[It {x:regained} first place.|It ranked {x.rank:ordinal}.]",
  zh = "[{x:regained}首位。|位居{x.rank:ordinal}。]" }
local engine <const> = { en = "It was [the {parts|total.mom:engine}|one of many].",
  zh = "[是{parts|total.mom:engine}|是其中之一]。" }

-- A word: what is said, of whom, and how it comes out.
local computed <const> = {
  { "only: below one half and falling", only, member({ 49, 60 }, { 51, 50 }),
    "Only 49.0%.", "占比仅49.0%。" },
  { "only: not of one half", only, member({ 50, 60 }, { 50, 50 }), "50.0%.", "占比50.0%。" },
  { "only: not of a rise", only, member({ 49, 40 }, { 51, 50 }), "49.0%.", "占比49.0%。" },
  { "again: as the month before", again, member({ 60, 55, 50 }, { 1, 1, 1 }), "Up again.", "再次增长。" },
  { "again: not after a fall", again, member({ 60, 55, 70 }, { 1, 1, 1 }), "Up.", "增长。" },
  { "again: not after none", again, member({ 60, 55, 55 }, { 1, 1, 1 }), "Up.", "增长。" },
  { "over: cut to tens", over, member({ 69.99, 1 }, { 30.01, 1 }), "Over 60%.", "超过60%。" },
  { "over: just so many tens", over, member({ 60, 1 }, { 40, 1 }), "60.0%.", "60.0%。" },
  { "over: less than ten", over, member({ 9, 1 }, { 91, 1 }), "9.0%.", "9.0%。" },
  { "double-digit from 10%", digits, member({ 110, 100 }, { 1, 1 }), "A double-digit rise.",
    "两位数增长。" },
  { "double-digit below 100%", digits, member({ 199.9, 100 }, { 1, 1 }), "A double-digit rise.",
    "两位数增长。" },
  { "double-digit: not 9.9%", digits, member({ 109.9, 100 }, { 1, 1 }), "A rise.", "增长。" },
  { "double-digit: not 100%", digits, member({ 200, 100 }, { 1, 1 }), "A rise.", "增长。" },
  { "about where digits were dropped", about, member({ 21393.2 }, { 1 }), "About 21,400 mt.",
    "约2.14万吨。" },
  { "about: not of what is printed in full", about, member({ 21400 }, { 1 }), "21,400 mt.", "2.14万吨。" },
  { "n-th consecutive month", streak, member({ 5, 5, 5 }, { 1, 1, 1 }),
    "First for the third consecutive month.", "连续第三个月第一。" },
  { "n-th consecutive month: none for a run of one", streak, member({ 5, 1, 5 }, { 1, 5, 1 }), "First.",
    "第一。" },
  { "regained after one month", regained, member({ 5, 1, 5 }, { 1, 5, 1 }), "It regained first place.",
    "重回首位。" },
  { "regained: not what was never held", regained, member({ 5, 1, 1 }, { 1, 5, 5 }),
    "It ranked first.", "位居第一。" },
  { "core engine of half of a rise", engine, member({ 150, 100 }, { 150, 100 }),
    "It was the core engine.", "是核心动力。" },
  { "main drag of half of a fall", engine, member({ 50, 100 }, { 50, 100 }), "It was the main drag.",
    "是主要拖累。" },
  { "core engine: not of less", engine, member({ 149, 100 }, { 151, 100 }), "It was one of many.",
    "是其中之一。" },
}

local cases <const> = {
  {
    "lead: opposite ways",
    facts = whole { [NOW] = 21400, [BEFORE] = 22600, [YEAR_AGO] = 19700 },
    rules = "lead",
    en = "Exports came to 21,400 mt in April 2025, down 5.3% MoM but up 8.63% YoY.",
    zh = "2025年4月出口量为2.14万吨，环比下降5.3%，但同比增长8.63%。",
  },
  {
    "lead: the same way, one verb",
    facts = whole { [NOW] = 25000, [BEFORE] = 22000, [YEAR_AGO] = 20000 },
    rules = "lead",
    en = "Exports came to 25,000 mt in April 2025, up 13.6% MoM and 25.00% YoY.",
    zh = "2025年4月出口量为2.50万吨，环比增长13.6%，同比增长25.00%。",
  },
  {
    "lead: flat below 0.05%",
    facts = whole { [NOW] = 100040, [BEFORE] = 100000, [YEAR_AGO] = 80000 },
    rules = "lead",
    en = "Exports came to 100,000 mt in April 2025, flat MoM and up 25.05% YoY.",
    zh = "2025年4月出口量为10.00万吨，环比持平，同比增长25.05%。",
  },
  {
    "lead: over 1,000%",
    facts = whole { [NOW] = 13000, [BEFORE] = 12000, [YEAR_AGO] = 1000 },
    rules = "lead",
    en = "Exports came to 13,000 mt in April 2025, up 8.3% MoM and 1,200.00% YoY.",
    zh = "2025年4月出口量为1.30万吨，环比增长8.3%，同比增长1,200.00%。",
  },
  {
    "lead: from none a year earlier",
    facts = whole { [NOW] = 13000, [BEFORE] = 12000 }, rules = "lead",
    en = "Exports came to 13,000 mt in April 2025, up 8.3% MoM and up from none a year "
      .. "earlier.",
    zh = "2025年4月出口量为1.30万吨，环比增长8.3%，同比增长（上年同期为零）。",
  },
  {
    "lead: from none a month and a year earlier",
    facts = whole { [NOW] = 13000 }, rules = "lead",
    en = "Exports came to 13,000 mt in April 2025, up from none a month earlier and up from "
      .. "none a year earlier.",
    zh = "2025年4月出口量为1.30万吨，环比增长（上月为零），同比增长（上年同期为零）。",
  },
  {
    "lead: nothing to compare with",
    facts = whole({ [NOW] = 13000 }, NOW, { from = NOW }),
    rules = "lead",
    en = "Exports came to 13,000 mt in April 2025.",
    zh = "2025年4月出口量为1.30万吨。",
  },
  {
    "lead: nothing a year earlier to compare with",
    facts = whole({ [NOW] = 13000, [BEFORE] = 10000 }, NOW, { from = BEFORE }), rules = "lead",
    en = "Exports came to 13,000 mt in April 2025, up 30.0% MoM.",
    zh = "2025年4月出口量为1.30万吨，环比增长30.0%。",
  },
  {
    "lead: no trade",
    facts = whole({ [BEFORE] = 10000, [YEAR_AGO] = 10000 }), rules = "lead*",
    en = "There were no exports in April 2025, after 10,000 mt in March 2025.",
    zh = "2025年4月出口量为零，2025年3月为1.00万吨。",
  },
  {
    "lead: no trade, nor any before",
    facts = whole({ [YEAR_AGO] = 10000 }), rules = "lead*",
    en = "There were no exports in April 2025.",
    zh = "2025年4月出口量为零。",
  },
  {
    "lead of a quarter",
    facts = whole({ ["2025-03"] = 300, ["2024-12"] = 200, ["2024-02"] = 400 },
    "2025-Q1"), rules = "lead",
    en = "Exports came to 300 mt in Q1 2025, up 50.0% QoQ but down 25.00% YoY.",
    zh = "2025年一季度出口量为0.03万吨，环比增长50.0%，但同比下降25.00%。",
  },
  {
    "lead of a half-year",
    facts = whole({ ["2025-03"] = 30000, ["2024-12"] = 20000,
    ["2024-02"] = 40000 }, "2025-H1"), rules = "lead",
    en = "Exports came to 30,000 mt in the first half of 2025, up 50.0% on the half-year "
      .. "before but down 25.00% YoY.",
    zh = "2025年上半年出口量为3.00万吨，环比增长50.0%，但同比下降25.00%。",
  },
  {
    "lead of a year",
    facts = whole({ ["2025-03"] = 30000, ["2024-12"] = 20000 }, "2025"),
    rules = "lead_year",
    en = "Exports came to 30,000 mt in 2025, up 50.00% YoY from 20,000 mt.",
    zh = "2025年出口量为3.00万吨，较2024年的2.00万吨增长50.00%。",
  },
  {
    "lead of a span of months",
    facts = whole({ ["2025-03"] = 30000, ["2024-02"] = 20000 },
    "2025-02..04"), rules = "lead_year",
    en = "Exports came to 30,000 mt from February to April 2025, up 50.00% YoY from 20,000 "
      .. "mt.",
    zh = "2025年2-4月出口量为3.00万吨，较2024年2-4月的2.00万吨增长50.0"
      .. "0%。",
  },
  {
    "year_on_year: a month and its quarter",
    facts = function()
    local cube <const> = trade { ["2025-03"] = 510000, ["2025-02"] = 970000, ["2024-03"] = 500000 }
    return { cube:measure("exports", "2025-03"), cube:measure("exports", "2025-Q1") }
  end, rules = "year_on_year", options = { order = "given" },
    en = "Exports came to 510,000 mt in March 2025, up 2.00% YoY. The figure for Q1 2025 was "
      .. "1,480,000 mt, up 196.00% YoY.",
    zh = "2025年3月出口量为51.00万吨，同比增长2.00%。2025年一季度为148.0"
      .. "0万吨，同比增长196.00%。",
  },
  {
    "ytd",
    facts = whole { [NOW] = 20000, ["2025-01"] = 30000, ["2024-01"] = 40000 }, rules = "ytd",
    en = "Cumulative exports from January to April 2025 totaled 50,000 mt, up 25.00% from "
      .. "40,000 mt in the same period a year earlier.",
    zh = "2025年1-4月累计出口量为5.00万吨，较上年同期的4.00万吨增长25.00%。",
  },
  {
    "ytd of a quarter",
    facts = whole({ [NOW] = 20000, ["2024-01"] = 40000 }, "2025-Q2"),
    rules = "ytd",
    en = "Cumulative exports from January to June 2025 totaled 20,000 mt, down 50.00% from "
      .. "40,000 mt in the same period a year earlier.",
    zh = "2025年1-6月累计出口量为2.00万吨，较上年同期的4.00万吨下降50.00%。",
  },
  {
    "ytd in January, which is said by the lead",
    facts = whole({ ["2025-01"] = 10000 }, "2025-01"),
    rules = { "ytd", "full_year" },
    en = "",
    zh = "",
  },
  {
    "full year",
    facts = whole({ ["2025-12"] = 279000, ["2024-12"] = 195000 }, "2025-12"),
    rules = { "ytd", "full_year" },
    en = "Full-year exports in 2025 totaled 279,000 mt, up 43.08% YoY from 195,000 mt in "
      .. "2024.",
    zh = "2025年全年出口量为27.9万吨，较2024年的19.5万吨增长43.08%。",
  },
  {
    "concession: down on the month, up on the year",
    facts = whole { [NOW] = 21400, [BEFORE] = 22000, [YEAR_AGO] = 19700 }, rules = "concession",
    en = "Although exports fell slightly by 2.7% MoM to 21,400 mt, that was still up 8.63% "
      .. "YoY.",
    zh = "虽然出口量环比小幅下降2.7%，但2.14万吨的水平仍较上年同期增长8.63%。",
  },
  {
    "concession: up on the month, down on the year",
    facts = whole { [NOW] = 21400, [BEFORE] = 15000, [YEAR_AGO] = 25000 }, rules = "concession",
    en = "Although exports rose sharply by 42.7% MoM to 21,400 mt, that was still down "
      .. "14.40% YoY.",
    zh = "虽然出口量环比大幅增长42.7%，但2.14万吨的水平仍较上年同期下降14.40%。",
  },
  {
    "concession: none where nothing is conceded",
    facts = whole { [NOW] = 21400, [BEFORE] = 15000, [YEAR_AGO] = 15000 }, rules = "concession",
    en = "",
    zh = "",
  },
  {
    "comment: one verb for two of a size",
    facts = whole { [NOW] = 11280, [BEFORE] = 10000, [YEAR_AGO] = 9843 }, rules = "comment",
    en = "On the whole, exports rose by 12.8% MoM and 14.6% YoY.",
    zh = "总体来看，出口量环比增长12.8%，同比增长14.6%。",
  },
  {
    "comment: two verbs for two sizes",
    facts = whole { [NOW] = 21000, [BEFORE] = 10000, [YEAR_AGO] = 20600 }, rules = "comment",
    en = "On the whole, exports surged by 110.0% MoM and rose slightly by 1.9% YoY.",
    zh = "总体来看，出口量环比激增110.0%，同比小幅增长1.9%。",
  },
  {
    "comment: slightly at 2.9%, but not at 3%",
    facts = whole { [NOW] = 102900, [BEFORE] = 100000, [YEAR_AGO] = 99902.9 }, rules = "comment",
    en = "On the whole, exports rose slightly by 2.9% MoM and increased by 3.0% YoY.",
    zh = "总体来看，出口量环比小幅增长2.9%，同比增长3.0%。",
  },
  {
    "comment: sharply from 20%, a plunge from 60%",
    facts = whole { [NOW] = 80000, [BEFORE] = 100000, [YEAR_AGO] = 200000 }, rules = "comment",
    en = "On the whole, exports fell sharply by 20.0% MoM and plunged by 60.0% YoY.",
    zh = "总体来看，出口量环比大幅下降20.0%，同比骤降60.0%。",
  },
  {
    "comment: flat",
    facts = whole { [NOW] = 10000, [BEFORE] = 10000, [YEAR_AGO] = 8000 },
    rules = "comment",
    en = "On the whole, exports held steady MoM and rose sharply by 25.0% YoY.",
    zh = "总体来看，出口量环比持平，同比大幅增长25.0%。",
  },
  {
    "net: up both ways",
    facts = net { [NOW] = 236800, [BEFORE] = 213100, [YEAR_AGO] = 206300 },
    rules = "net",
    en = "Net imports reached 236,800 mt in April 2025, up 11.1% MoM and 14.78% YoY.",
    zh = "2025年4月净进口23.68万吨，环比增长11.1%，同比增长14.78%。",
  },
  {
    "net: sign turned on both",
    facts = net { [NOW] = -36800, [BEFORE] = 13100, [YEAR_AGO] = 6300 },
    rules = "net",
    en = "Net exports reached 36,800 mt in April 2025, against net imports of 13,100 mt in "
      .. "March 2025 and 6,300 mt in April 2024.",
    zh = "2025年4月净出口3.68万吨，2025年3月为净进口1.31万吨，上年同期为0.6"
      .. "3万吨。",
  },
  {
    "net: exports all along",
    facts = net { [NOW] = -36800, [BEFORE] = -13100, [YEAR_AGO] = -6300 },
    rules = "net",
    en = "Net exports reached 36,800 mt in April 2025, against 13,100 mt in March 2025 and "
      .. "6,300 mt in April 2024.",
    zh = "2025年4月净出口3.68万吨，2025年3月为1.31万吨，上年同期为0.63万吨"
      .. "。",
  },
  {
    "net: turned on the year alone",
    facts = net { [NOW] = 19800, [BEFORE] = 63800,
    [YEAR_AGO] = -174400 }, rules = "net",
    en = "Net imports reached 19,800 mt in April 2025, down 69.0% MoM, against net exports "
      .. "of 174,400 mt in April 2024.",
    zh = "2025年4月净进口1.98万吨，环比下降69.0%，上年同期为净出口17.44万吨。",
  },
  {
    "net: turned on the month alone",
    facts = net { [NOW] = 19800, [BEFORE] = -63800,
    [YEAR_AGO] = 17440 }, rules = "net",
    en = "Net imports reached 19,800 mt in April 2025, against net exports of 63,800 mt in "
      .. "March 2025 and net imports of 17,400 mt in April 2024.",
    zh = "2025年4月净进口1.98万吨，2025年3月为净出口6.38万吨，上年同期为净进口"
      .. "1.74万吨。",
  },
  {
    "net: exports now, imports a year ago, exports a month ago",
    facts = net { [NOW] = -19800, [BEFORE] = -63800, [YEAR_AGO] = 17440 }, rules = "net",
    en = "Net exports reached 19,800 mt in April 2025, against 63,800 mt in March 2025 and "
      .. "net imports of 17,400 mt in April 2024.",
    zh = "2025年4月净出口1.98万吨，2025年3月为6.38万吨，上年同期为净进口1.7"
      .. "4万吨。",
  },
  {
    "net: nothing to compare with",
    facts = net({ [NOW] = -19800 }, NOW, NOW), rules = "net",
    en = "Net exports reached 19,800 mt in April 2025.",
    zh = "2025年4月净出口1.98万吨。",
  },
  {
    "net: from none",
    facts = net { [NOW] = 19800 }, rules = "net",
    en = "Net imports reached 19,800 mt in April 2025, up from none a month earlier and up "
      .. "from none a year earlier.",
    zh = "2025年4月净进口1.98万吨，环比增长（上月为零），同比增长（上年同期为零）。",
  },
  {
    "net_ytd",
    facts = net { [NOW] = 20000, [BEFORE] = 10000, ["2024-01"] = 40000 },
    rules = { "net_ytd", "net_full_year" },
    en = "Cumulative net imports from January to April 2025 totaled 30,000 mt, down 25.00% "
      .. "YoY.",
    zh = "2025年1-4月累计净进口3.00万吨，同比下降25.00%。",
  },
  {
    "net_ytd: exports this year, imports the year before",
    facts = net { [NOW] = -20000, [YEAR_AGO] = 40000 }, rules = "net_ytd",
    en = "Cumulative net exports from January to April 2025 totaled 20,000 mt, against net "
      .. "imports of 40,000 mt in the same period a year earlier.",
    zh = "2025年1-4月累计净出口2.00万吨，上年同期为净进口4.00万吨。",
  },
  {
    "net of a full year",
    facts = net({ ["2025-12"] = -20000, ["2024-12"] = -41000 }, "2025-12"),
    rules = { "net_ytd", "net_full_year" },
    en = "Full-year net exports in 2025 totaled 20,000 mt, against 41,000 mt in 2024.",
    zh = "2025年全年净出口2.0万吨，2024年为4.1万吨。",
  },
  {
    "net of a quarter that is the year so far",
    facts = net({ [BEFORE] = 20000,
    ["2024-02"] = 10000 }, "2025-Q1"), rules = "net*",
    en = "Net imports reached 20,000 mt in Q1 2025, up from none a quarter earlier and up "
      .. "100.00% YoY.",
    zh = "2025年一季度净进口2.00万吨，环比增长（上季度为零），同比增长100.00%。",
  },
  {
    "net of a year",
    facts = net({ [NOW] = 20000, [YEAR_AGO] = 16000 }, "2025"), rules = "net*",
    en = "Net imports reached 20,000 mt in 2025, up 25.00% YoY.",
    zh = "2025年净进口2.00万吨，同比增长25.00%。",
  },
  {
    "net of a year that turned",
    facts = net({ [NOW] = 20000, [YEAR_AGO] = -16000 }, "2025"),
    rules = "net*",
    en = "Net imports reached 20,000 mt in 2025, against net exports of 16,000 mt in 2024.",
    zh = "2025年净进口2.00万吨，2024年为净出口1.60万吨。",
  },
  {
    "net of a span of months",
    facts = net({ [NOW] = -20000, [YEAR_AGO] = -16000 }, "2025-02..04"),
    rules = "net*",
    en = "Net exports reached 20,000 mt from February to April 2025, against 16,000 mt from "
      .. "February to April 2024.",
    zh = "2025年2-4月净出口2.00万吨，2024年2-4月为1.60万吨。",
  },
  {
    "rank: first for the n-th consecutive month, to a tenth of a tonne",
    facts = parts("province", "export", { ["32"] = { 11395, 8919.8, 8000 }, ["41"] = { 3098.9, 4756.8 },
      ["33"] = { 500, 400 } }, 2), rules = "rank",
    en = "Jiangsu ranked first for the second consecutive month with 11,395.0 mt, or 76.0% "
      .. "of the total, up 2,475.2 mt MoM. Henan ranked second for the second consecutive "
      .. "month with 3,098.9 mt, or 20.7% of the total, down 1,657.9 mt MoM.",
    zh = "江苏连续第二个月排名第一，出口量为11,395.0吨，占比76.0%，环比增加2,47"
      .. "5.2吨。河南连续第二个月排名第二，出口量为3,098.9吨，占比20.7%，环比减"
      .. "少1,657.9吨。",
  },
  {
    "rank: to the kilogram",
    facts = parts("partner", "export", { ["502"] = { 2628.738, 2301.988 },
    ["344"] = { 1619.463, 1700 }, ["136"] = { 500, 500 } }, 3), rules = "rank_kg",
    en = "The United States ranked first for the second consecutive month with 2,628.738 mt, "
      .. "or 55.4% of the total, up 326.75 mt MoM. Russia ranked second for the second "
      .. "consecutive month with 1,619.463 mt, or 34.1% of the total, down 80.537 mt MoM. "
      .. "Thailand ranked third for the second consecutive month with 500.000 mt, or 10.5% "
      .. "of the total, flat MoM.",
    zh = "美国连续第二个月排名第一，出口量为2,628.738吨，占比55.4%，环比增加326"
      .. ".75吨。俄罗斯连续第二个月排名第二，出口量为1,619.463吨，占比34.1%，"
      .. "环比减少80.537吨。泰国连续第二个月排名第三，出口量为500.000吨，占比10"
      .. ".5%，环比持平。",
  },
  {
    "rank: one partner alone",
    facts = parts("partner", "export", { ["502"] = { 100 } }, 1),
    rules = "rank",
    en = "The United States ranked first with 100.0 mt, or 100.0% of the total, up 100.0 mt "
      .. "MoM.",
    zh = "美国排名第一，出口量为100.0吨，占比100.0%，环比增加100.0吨。",
  },
  {
    "structure",
    facts = hs({ 15500, 11500 }, { 5800, 11000 }), rules = "structure",
    en = "Exports of steel-core aluminum stranded wire reached 15,500 mt, accounting for "
      .. "72.8% of the total, while other aluminum stranded wire stood at 5,800 mt, making "
      .. "up only 27.2%.",
    zh = "其中，钢芯铝绞线出口量为1.55万吨，占比72.8%；其他铝绞线出口量为0.58万吨，"
      .. "占比仅27.2%。",
  },
  {
    "structure: only one product",
    facts = hs({ 15500, 11500 }), rules = "structure",
    en = "",
    zh = "",
  },
  {
    "structure: 'only' of what falls and is less than half",
    facts = hs({ 5800, 5000 }, { 5000, 6000 }),
    rules = "structure",
    en = "Exports of steel-core aluminum stranded wire reached 5,800 mt, accounting for "
      .. "53.7% of the total, while other aluminum stranded wire stood at 5,000 mt, making "
      .. "up only 46.3%.",
    zh = "其中，钢芯铝绞线出口量为0.58万吨，占比53.7%；其他铝绞线出口量为0.50万吨，"
      .. "占比仅46.3%。",
  },
  {
    "pair: just so many tens",
    facts = parts("partner", "export", { ["502"] = { 350 }, ["344"] = { 250 },
    ["136"] = { 200 }, ["138"] = { 200 } }, 2), rules = "pair",
    en = "Together, the United States and Russia made up 60.0% of the total.",
    zh = "美国和俄罗斯合计占比60.0%。",
  },
  {
    "pair: over so many tens",
    facts = parts("partner", "export", { ["502"] = { 355 },
    ["344"] = { 250 }, ["136"] = { 245 } }, 2), rules = "pair",
    en = "Together, the United States and Russia made up over 70% of the total.",
    zh = "美国和俄罗斯合计占比超过70%。",
  },
  {
    "pair: not of all there is",
    facts = parts("partner", "export", { ["502"] = { 355 },
    ["344"] = { 250 } }, 2), rules = "pair",
    en = "",
    zh = "",
  },
  {
    "others that turn the total",
    facts = parts("partner", "export", { ["502"] = { 700, 650 },
    ["344"] = { 500, 490 }, ["136"] = { 100, 300 } }, 2), rules = "others_turn",
    en = "While exports to the United States and Russia together rose by 60 mt MoM, the rest "
      .. "fell by 200 mt, so that the total declined.",
    zh = "对美国和俄罗斯出口量合计环比增加60吨，但其余合计减少200吨，总量因此减少。",
  },
  {
    "sources",
    facts = parts("partner", "import", { ["344"] = { 900 }, ["138"] = { 800 },
    ["502"] = { 700 }, ["112"] = { 1 } }, 3), rules = { "sources", "sources_all" },
    en = "The main sources were Russia, the United Arab Emirates, the United States, and "
      .. "other countries and regions.",
    zh = "进口主要来自俄罗斯、阿联酋、美国等国家和地区。",
  },
  {
    "sources: all there are",
    facts = parts("partner", "import", { ["344"] = { 900 },
    ["502"] = { 700 } }, 3), rules = { "sources", "sources_all" },
    en = "All imports came from Russia and the United States.",
    zh = "进口全部来自俄罗斯和美国。",
  },
  {
    "sources: one alone",
    facts = parts("partner", "import", { ["138"] = { 900 } }, 3),
    rules = { "sources", "sources_all" },
    en = "All imports came from the United Arab Emirates.",
    zh = "进口全部来自阿联酋。",
  },
  {
    "destinations",
    facts = parts("partner", "export", { ["502"] = { 900 }, ["138"] = { 800 },
    ["112"] = { 1 } }, 2), rules = "destinations",
    en = "The main destinations were the United States, the United Arab Emirates, and other "
      .. "countries and regions.",
    zh = "出口主要目的地为美国、阿联酋等国家和地区。",
  },
  {
    "source: again up",
    facts = parts_over({ ["344"] = { 22630, 20120, 19000 },
    ["112"] = { 2000, 2200, 1900 } }), rules = "source",
    en = "Imports from Russia were about 22,600 mt, or 91.9% of the total, again up 12.48% "
      .. "MoM.",
    zh = "自俄罗斯进口约2.26万吨，占比91.9%，环比再次增长12.48%。",
  },
  {
    "re-imports, and with direct imports",
    facts = function()
    local by <const> = small_cube { flow = "import", levels = { ["344"] = { [NOW] = 226300 },
      ["142"] = { [NOW] = 2335, [BEFORE] = 4193 }, ["112"] = { [NOW] = 21900 } } }:by "partner"
    return { by:one("344", "imports", NOW), by:one("142", "imports", NOW) }
  end, rules = { "source", "returned", "re_import" }, options = { order = "given" },
    en = "Imports from Russia were 226,300 mt, or 90.3% of the total, up from none a month "
      .. "earlier. Re-imports of Chinese origin were about 2,300 mt, or 0.9% of the total, "
      .. "down 44.31% MoM. Direct imports from Russia (226,300 mt) and re-imports of "
      .. "Chinese origin (2,300 mt) add up to 228,600 mt, or 91.26% of the total.",
    zh = "自俄罗斯进口22.63万吨，占比90.3%，环比增长（上月为零）。原产于中国的复进口约"
      .. "0.23万吨，占比0.9%，环比下降44.31%。自俄罗斯直接进口22.63万吨，加"
      .. "上原产于中国的复进口0.23万吨，合计22.86万吨，占比91.26%。",
  },
  {
    "mode: added, and others",
    facts = parts("mode", "import", { ["30"] = { 49.3 },
    ["10"] = { 61700, 70000 }, ["15"] = { 70000, 14000 } }), rules = { "mode_added", "mode" },
    en = "About 49 mt of barter trade was added in April 2025. Processing with imported "
      .. "materials accounted for 53.1% of the total, with 70,000 mt, up 400.0% MoM. "
      .. "Ordinary trade made up 46.8%, with 61,700 mt, down 11.9% MoM.",
    zh = "2025年4月新增易货贸易约49吨。进料加工贸易进口量7.00万吨，占比53.1%，环"
      .. "比增长400.0%。一般贸易进口量6.17万吨，占比46.8%，环比下降11.9%。",
  },
  {
    "a part that moved sharply",
    facts = parts("partner", "export", { ["502"] = { 130, 100 },
    ["344"] = { 30, 100 } }), rules = { "sharp_rise", "sharp_fall" }, options = { order = "given" },
    en = "Exports to the United States rose sharply by 30.0% MoM to 130 mt. Exports to "
      .. "Russia plunged by 70.0% MoM to 30 mt.",
    zh = "对美国出口量环比大幅增长30.0%，至130吨。对俄罗斯出口量环比骤降70.0%，至3"
      .. "0吨。",
  },
  {
    "a region that moved sharply",
    facts = function()
    return small_cube { levels = { ["502"] = { [NOW] = 100, [BEFORE] = 100 },
      ["136"] = { [NOW] = 130, [BEFORE] = 100 } } }:by_region("ASEAN", { rest = "others" })
      :all("exports", NOW)
  end, rules = { "sharp_rise", "sharp_fall" },
    en = "Exports to ASEAN rose sharply by 30.0% MoM to 130 mt.",
    zh = "对东盟出口量环比大幅增长30.0%，至130吨。",
  },
  {
    "a province, a product and a mode that moved sharply",
    facts = function()
    local by_hs <const> = hs({ 300, 200 }, { 100, 99 })()
    return { parts("province", "export", { ["32"] = { 150, 100 } })()[1], by_hs[1],
      parts("mode", "import", { ["10"] = { 20, 100 } })()[1] }
  end, rules = { "sharp_rise", "sharp_fall" }, options = { order = "given" },
    en = "Exports from Jiangsu rose sharply by 50.0% MoM to 150 mt. At 300 mt, exports of "
      .. "steel-core aluminum stranded wire jumped by 50.0% MoM. Imports under ordinary "
      .. "trade plunged by 80.0% MoM to 20 mt.",
    zh = "江苏出口量环比大幅增长50.0%，至150吨。钢芯铝绞线出口量环比显著增长50.0%，"
      .. "至300吨。一般贸易进口量环比骤降80.0%，至20吨。",
  },
  {
    "a part that came, and one that went",
    facts = function()
    local by <const> = small_cube { levels = { ["502"] = { [NOW] = 130 },
      ["116"] = { [BEFORE] = 31 } } }:by "partner"
    return { by:one("502", "exports", NOW), by:one("116", "exports", NOW) }
  end, rules = { "from_none", "to_none" },
    options = { order = "given" },
    en = "Exports to the United States came to 130 mt, after none in March 2025. Nothing was "
      .. "recorded for Japan, after 31 mt in March 2025.",
    zh = "对美国出口量由2025年3月的零增至130吨。对日本出口量由2025年3月的31吨降为"
      .. "零。",
  },
  {
    "a month against the mean of two released together",
    facts = function()
    return ingot.cube(ingot.table({
      month = { "2025-02", "2025-03" }, flow = { "export", "export" }, qty_kg = { 24000, 15000 },
      hs = { "76141000", "76141000" },
    }, { units = { qty_kg = "kg" }, joint = { 2025 } })):measure("exports", "2025-03")
  end, rules = { "lead", "comment" },
    en = "Exports came to less than 100 mt in March 2025, up 25.0% MoM against the monthly "
      .. "mean of January and February. On the whole, exports rose sharply by 25.0% MoM against the "
      .. "monthly mean of January and February.",
    zh = "2025年3月出口量不足0.01万吨，环比增长25.0%（与1月、2月的月均值相比）。总体来看，出口量环比"
      .. "大幅增长25.0%（与1月、2月的月均值相比）。",
  },
  {
    "a month without trade, on which there is no comment",
    facts = function()
    return trade { [BEFORE] = 600, [YEAR_AGO] = 500 }:measure("exports", NOW)
  end, rules = { "lead*", "comment" },
    en = "There were no exports in April 2025, after 600 mt in March 2025.",
    zh = "2025年4月出口量为零，2025年3月为0.06万吨。",
  },
  {
    "a value, which is no plural",
    facts = function()
    return trade { [NOW] = 700, [BEFORE] = 600 }:measure("value", NOW)
  end, rules = { "lead", "concession", "comment" },
    en = "Trade value came to less than 0.1 million USD in April 2025, flat MoM and up from "
      .. "none a year earlier. On the whole, trade value held steady MoM and rose from none a year "
      .. "earlier.",
    zh = "2025年4月贸易额不足0.1百万美元，环比持平，同比增长（上年同期为零）。总体来看，贸易额环比"
      .. "持平，同比增长（上年同期为零）。",
  },
  {
    "growth classes",
    facts = function()
    local levels <const> = {}
    for code, t in pairs { ["32"] = { 600, 500 }, ["41"] = { 300, 250 }, ["35"] = { 12, 1 },
      ["33"] = { 90, 100 }, ["44"] = { 21, 20 }, ["36"] = { 20, 20 }, ["37"] = { 30, 20 },
      ["31"] = { 5 }, ["64"] = { nil, 5 }, ["65"] = { 2, 3 } } do
      levels[code] = { [NOW] = t[1], [YEAR_AGO] = t[2] }
    end
    return small_cube { dimension = "province", levels = levels }:by "province"
      :classes("growth", "exports", NOW)
  end, rules = "class_*",
    en = "Jiangsu and Henan led, with over 80% of the total. From a low base, growth was "
      .. "rapid in Fujian (up 1,100.00% YoY). A pullback was seen in Zhejiang (down 10.00% "
      .. "YoY). New compared with a year earlier: Shanghai. Unlike a year earlier, nothing "
      .. "was recorded for Ningxia. Little changed from a year earlier: Jiangxi (flat YoY). "
      .. "Elsewhere, growth was seen in Shandong (up 50.00% YoY) and Guangdong (up 5.00% "
      .. "YoY). Declines were seen in Xinjiang (down 33.33% YoY).",
    zh = "江苏和河南占据主导，占比超过80%。低基数快速增长的有福建（同比增长1,100.00%"
      .. "）。回落的有浙江（同比下降10.00%）。与上年同期相比，新增上海。与上年同期相比，"
      .. "宁夏已无记录。与上年同期基本持平的有江西（同比持平）。其余增长的有山东（同比增长50"
      .. ".00%）和广东（同比增长5.00%）。其余下降的有新疆（同比下降33.33%）。",
  },
}

describe("the wording", function()
  for _, case in ipairs(computed) do
    it("of words: " .. case[1], function()
      for i, lang in ipairs { "en", "zh" } do
        local a <const> = ingot.article { title = "T", lang = lang }
        a:say(case[2][lang], case[3]())
        assert.equal(case[3 + i], document.text(a:document(), a:document().blocks[2]))
      end
    end)
  end

  for _, case in ipairs(cases) do
    it("of " .. case[1], function()
      assert.equal(case.en, said("en", case))
      assert.equal(case.zh, said("zh", case))
    end)
  end
end)
