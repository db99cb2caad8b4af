--- `gacc-zh`: query downloads of China's customs in Chinese: GB18030 or UTF-8, every field quoted,
--- a comma behind the last one. The query decides which columns there are, and in which order.

local gacc <const> = require "ingot.format.gacc"

return gacc.profile {
  summary = "China customs query downloads, Chinese",
  kilogram = "千克",
  recognise = { { "数据年月" }, { "年月", "商品编码", "贸易伙伴编码" }, { "日期", "商品编码", "贸易伙伴编码" } },
  headers = {
    month = { "数据年月", "年月", "日期" },
    hs = { "商品编码" },
    hs_name = { "商品名称" },
    partner_code = { "贸易伙伴编码" },
    partner = { "贸易伙伴名称" },
    province_code = { "注册地编码" },
    province = { "注册地名称", "注册地" },
    mode_code = { "贸易方式编码" },
    mode = { "贸易方式名称" },
    qty1 = { "第一数量", "第一法定数量", "数量", "统计数量" },
    qty1_unit = { "第一计量单位", "第一法定计量单位", "计量单位" },
    qty2 = { "第二数量", "第二法定数量" },
    qty2_unit = { "第二计量单位", "第二法定计量单位" },
    value = { "金额", "总金额" },
    value_cny = { "人民币" },
    value_usd = { "美元" },
  },
  order = {
    "month", "partner_code", "partner", "hs", "hs_name", "qty1", "qty1_unit", "qty2",
    "qty2_unit", "value_cny",
  },
}
