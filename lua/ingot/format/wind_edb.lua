--- `wind-edb`: one series a file as Wind's economic database exports it: lines of metadata, then dates
--- and values, oldest or newest first. `ingot.indicator` makes months of it.

return {
  summary = "Wind economic database, one series a file",
  encoding = "auto", delimiter = ",", row_cap = 0,
  recognise = { { "指标名称", "频率", "指标ID" } },
  preamble = {
    ["国家"] = "country", ["指标名称"] = "series", ["频率"] = "frequency", ["单位"] = "unit",
    ["指标ID"] = "id", ["时间区间"] = "span", ["来源"] = "source", ["更新时间"] = "updated",
  },
  header = false,
  order = { "date", "value" },
  columns = {
    { name = "date", kind = "text", required = true },
    { name = "value", kind = "decimal", missing = { "-", "--", "NA", "N/A", "#N/A", "null" } },
  },
  period = { "date" },
}
