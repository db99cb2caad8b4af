-- How the shipped rules word parts and groups: of each pattern whole sentences in both languages, and
-- what becomes of them at the edges, over made-up trade. Lint reads every one.

local ingot = require "ingot"
local small_cube = require "support.small_cube"
local wording = require "support.wording"

local NOW <const>, BEFORE <const>, YEAR_AGO <const> = wording.NOW, wording.BEFORE, wording.YEAR_AGO
local trade <const>, parts <const>, parts_over <const>, hs <const> =
  wording.trade, wording.parts, wording.parts_over, wording.hs

local cases <const> = {
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

describe("the wording of parts and groups", function()
  for _, case in ipairs(cases) do
    it(case[1], function()
      assert.equal(case.en, wording.said("en", case))
      assert.equal(case.zh, wording.said("zh", case))
    end)
  end
end)
