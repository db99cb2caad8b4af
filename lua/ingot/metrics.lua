--- The metrics that come with the program. Sites and scripts add to them or replace them.

local metric <const> = require "ingot.metric"

-- Customs quantities are announced in units of 10,000 t with two decimals.
local quantity <const> = { unit = "万吨", decimals = 2, print_as = "mt" }

metric.define "exports" {
  formula = "sum(qty_kg) / 1000", where = "flow == 'export'", unit = "t", display = quantity,
  en = "exports", zh = "出口量", summary = "quantity exported",
}
metric.define "imports" {
  formula = "sum(qty_kg) / 1000", where = "flow == 'import'", unit = "t", display = quantity,
  en = "imports", zh = "进口量", summary = "quantity imported",
}
metric.define "unit_value" {
  formula = "sum(value_usd) / sum(qty_kg) * 1000", unit = "USD/t",
  display = { unit = "USD/t", decimals = 0 },
  en = "average unit value", zh = "平均单价",
  summary = "average value of a tonne; mixes price and composition",
}
metric.define "net_imports" {
  formula = "imports - exports",
  sides = { en = { "net imports", "net exports" }, zh = { "净进口", "净出口" } },
  en = "net imports", zh = "净进口量",
  summary = "imports less exports; below zero the country is a net exporter",
}
metric.define "value" {
  formula = "sum(value_usd)", unit = "USD", display = { unit = "million USD", decimals = 1 },
  en = "trade value", zh = "贸易额", summary = "customs value",
}

return metric
