-- How the shipped rules word levels and balances: of each pattern whole sentences in both languages, and
-- what becomes of them at the edges, over made-up trade. Lint reads every one.

local wording = require "support.wording"

local NOW <const>, BEFORE <const>, YEAR_AGO <const> = wording.NOW, wording.BEFORE, wording.YEAR_AGO
local trade <const>, whole <const>, net <const> =
  wording.trade, wording.whole, wording.net

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
}

describe("the wording of levels and balances", function()
  for _, case in ipairs(cases) do
    it(case[1], function()
      assert.equal(case.en, wording.said("en", case))
      assert.equal(case.zh, wording.said("zh", case))
    end)
  end
end)
