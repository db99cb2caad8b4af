--- The words of Chinese.

-- What indices and rates do, which are no amounts.
local of_points <const> = {
  change = { [1] = "上升", [0] = "持平", [-1] = "下降" },
  rise = {
    [1] = { "上升", "走高" }, [0] = { "持平", "保持稳定", "基本不变" }, [-1] = { "下降", "走低" },
  },
  increase = { [1] = { "上升" }, [0] = { "持平" }, [-1] = { "下降" } },
}

return {
  unit_gap = "",
  sentence_gap = "",
  period = {
    months = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12" },
    quarters = { "一", "二", "三", "四" },
    halves = { "上", "下" },
    day = "{year}年{month}月{day}日",
    text = {
      month = "{year}年{month}月", quarter = "{year}年{quarter}季度", half = "{year}年{half}半年",
      year = "{year}年", range = "{year}年{month}-{last}月",
      years = "{year}年{month}月至{last_year}年{last}月",
    },
    months_text = {
      month = "{month}月", quarter = "{quarter}季度", half = "{half}半年", year = "全年",
      range = "{month}-{last}月", years = "{year}年{month}月至{last_year}年{last}月",
    },
    within = { other = "{period}" },
  },
  adjusted = {
    mom_adjusted = "按日均计", yoy_adjusted = "按日均计",
    mom_holiday = "剔除春节因素后", yoy_holiday = "剔除春节因素后",
  },
  mean_basis = { of_base = "与{first}月、{last}月的月均值相比", of_own = "按{first}月、{last}月的月均值计" },
  ordinals = { "第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十" },
  ordinal = "第%d",
  remark = "分析师注（非数据所得）：",
  codes = { "海关编码：", "海关编码：" },
  code_note = {
    part = "{name}{codes}", part_gap = "；", always = "{codes}", from = "{from}起为{codes}",
    to = "至{to}为{codes}", between = "{from}至{to}为{codes}", gap = "；",
  },
  parts = {
    partner = { export = "对{name}{metric}", import = "自{name}{metric}" },
    other = "{name}{metric}",
  },
  brackets = { "（", "）" },
  unit_brackets = { "（", "）" },
  total = "合计",
  list = {
    gap = "、", last = "和", more = "等",
    cut_last = "、", -- between the last two of a list that was cut
    others = {
      partner = { "国家和地区", "国家和地区" }, province = { "省份", "省份" },
      mode = { "贸易方式", "贸易方式" }, hs = { "产品", "产品" }, region = { "地区", "地区" },
      other = { "", "" },
    },
  },
  wording = {
    change = { [1] = "增长", [0] = "持平", [-1] = "下降" },
    rise = {
      [1] = { "增长", "上升", "增加", "走高" },
      [0] = { "持平", "保持稳定", "基本不变" },
      [-1] = { "下降", "减少", "下滑", "走低" },
    },
    increase = {
      -- what tonnes do, said again each time
      [1] = { "增加" }, [0] = { "持平" }, [-1] = { "减少" },
    },
    by_unit = { pp = of_points, points = of_points },
    moved = {
      slight = {
        [1] = { "小幅增长", "略有增长", "小幅上升", "微增" },
        [-1] = { "小幅下降", "略有下降", "小幅减少", "微降" },
      },
      plain = {
        [1] = { "增长", "上升", "增加", "走高" },
        [-1] = { "下降", "减少", "下滑", "走低" },
      },
      sharp = {
        [1] = { "大幅增长", "显著增长", "大幅上升", "显著增加" },
        [-1] = { "大幅下降", "显著下降", "大幅减少", "大幅下滑" },
      },
      surge = {
        [1] = { "激增", "猛增", "剧增", "飙升" }, [-1] = { "骤降", "锐减", "剧减", "骤减" },
      },
    },
    from = { from_zero = "（{then}为零）", tiny = "（{then}基数较低）" },
    steps = { month = "环比", quarter = "环比", half = "环比", year = "同比", range = "环比" },
    ["then"] = {
      month = "上月", quarter = "上季度", half = "上个半年", year = "上年同期", range = "上一时段",
    },
    turned = "由{base}转为{side}",
    against = "基数为{base}",
    sides = { "正值", "负值" }, -- of a level whose metric has no words for them
    side = "{side}{amount}",
    adjusted = "（{basis}{change}）",
    basis = "（{basis}）",
    verb_gap = "",
    by = "",
    opposed = "但",
    joined = "",
    although = "尽管",
    still = "仍",
    regained = "重回",
    engine = { [1] = "核心动力", [-1] = "主要拖累" },
    resilient = "韧性较强",
    only = "仅",
    again = "再次",
    over = "超过",
    about = "约",
    double_digit = "两位数",
    streak = "连续{ordinal}{period}",
    periods = {
      month = "个月", quarter = "个季度", half = "个半年", year = "年", range = "期",
    },
  },
}
