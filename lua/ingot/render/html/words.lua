-- The words of a page that stand around an article's own, in each language.

local M = {}

M.en = {
  tag = "en",
  formula = "Formula", operands = "Operands", filter = "Filter", period = "Period",
  base_period = "Base period", rows = "Rows", source = "Source", value = "Value",
  sources = "Sources",
  modes = { truncate = "printed cut off, not rounded", ceil = "printed rounded up",
    apportioned = "printed so that the parts add up",
    below = "less than what could be printed", above = "more than what could be printed" },
  count = "%s rows", one = "%s row", gap = ", ",
  more = "and %d more, listed under Sources",
  hint = "Every underlined figure shows where it comes from: hover over it, tap it, or reach it "
    .. "with the Tab key; Escape closes.",
  roles = {
    base = "base", whole = "whole", base_whole = "whole of the base", population = "members",
  },
  measures = {
    level = "level", ytd = "year to date", full_year = "full year", base = "level a year earlier",
    before = "level a period earlier", mom = "change on the period before",
    yoy = "change on a year earlier", ytd_yoy = "change of the year to date on a year earlier",
    full_year_yoy = "change of the full year on the year before",
    mom_adjusted = "change on the period before, a day",
    yoy_adjusted = "change on a year earlier, a day",
    mom_holiday = "change on the period before, adjusted for Lunar New Year",
    yoy_holiday = "change on a year earlier, adjusted for Lunar New Year",
    diff = "difference to the period before", yoy_diff = "difference to a year earlier",
    share = "share", share_year_ago = "share a year earlier", rank = "rank", streak = "streak",
    contribution = "contribution to the growth on a year earlier",
    contribution_mom = "contribution to the growth on the period before", cagr = "growth a year",
    hhi = "concentration", import_parity = "import parity", import_margin = "import margin",
    apparent_consumption = "apparent consumption",
  },
  dimensions = {
    flow = "flow", product = "product", partner = "partner", province = "province", mode = "mode",
    hs = "HS code", region = "region",
  },
  members = {},
}

M.zh = {
  tag = "zh-CN",
  formula = "公式", operands = "数据", filter = "筛选", period = "时期", base_period = "基期",
  rows = "行数", source = "来源", value = "数值", sources = "数据来源",
  modes = { truncate = "显示值截尾，未四舍五入", ceil = "显示值向上取整", apportioned = "显示值经调整，使各项相加等于合计",
    below = "小于可显示的最小值", above = "大于可显示的最大值" },
  count = "%s行", one = "%s行", gap = "、",
  more = "另有%d个文件，见文末数据来源",
  hint = "带虚线的数字均可查看出处：鼠标悬停、点按或用 Tab 键选中；按 Esc 关闭。",
  roles = { base = "基数", whole = "总体", base_whole = "基期总体", population = "成员" },
  measures = {
    level = "数值", ytd = "年初累计", full_year = "全年", base = "上年同期", before = "上期",
    mom = "环比", yoy = "同比", ytd_yoy = "累计同比", full_year_yoy = "全年同比",
    mom_adjusted = "日均环比", yoy_adjusted = "日均同比", mom_holiday = "剔除春节因素的环比",
    yoy_holiday = "剔除春节因素的同比", diff = "较上期增减", yoy_diff = "较上年同期增减",
    share = "占比", share_year_ago = "上年同期占比", rank = "排名", streak = "连续期数",
    contribution = "对同比增速的贡献", contribution_mom = "对环比增速的贡献", cagr = "年均增速",
    hhi = "集中度", import_parity = "进口平价", import_margin = "进口盈亏", apparent_consumption = "表观消费量",
  },
  dimensions = {
    flow = "进出口", product = "产品", partner = "贸易伙伴", province = "注册地", mode = "贸易方式",
    hs = "海关编码", region = "地区",
  },
  members = { export = "出口", import = "进口" },
}

return M
