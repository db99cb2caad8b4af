-- The words that the passes over a finished document put in, by language.

return {
  en = {
    below = "less than ", above = "more than ", vague = { "only ", "about " },
    rounding = "Shares may not add up to 100% because of rounding.",
    unrounded = { "From unrounded data, not from the figures printed here: ", "." },
    gap = ", ",
  },
  zh = {
    below = "不足", above = "超过", vague = { "大约", "仅仅", "仅", "约", "为" },
    rounding = "因四舍五入，各项占比之和可能不等于100%。",
    unrounded = { "以下百分比按未取整的数据计算，而非按文中所列数值推算：", "。" },
    gap = "、",
  },
  -- in the cells of a table, in every language
  cell = { below = "<", above = ">" },
}
