--- `kcs`: Korea's customs: exports and imports side by side, weights in kilograms, values in thousands
--- of dollars, a grand total before the rows. The balance is left out: it is one less the other.

return {
  summary = "Korea Customs Service, exports and imports side by side",
  encoding = "utf8", delimiter = ",", row_cap = 0,
  recognise = { { "기간", "수출 금액", "수입 금액" } },
  columns = {
    { name = "of_period", aliases = { "기간" }, kind = "text", required = true, internal = true },
    { name = "partner", aliases = { "국가", "국가명" }, kind = "text" },
    { name = "hs", aliases = { "HS코드" }, kind = "text", apostrophe = true },
    { name = "hs_name", aliases = { "품목명" }, kind = "text" },
    { name = "export_kg", aliases = { "수출 중량" }, kind = "decimal", unit = "kg" },
    { name = "export_thousand", aliases = { "수출 금액" }, kind = "decimal", required = true },
    { name = "import_kg", aliases = { "수입 중량" }, kind = "decimal", unit = "kg" },
    { name = "import_thousand", aliases = { "수입 금액" }, kind = "decimal", required = true },
    { name = "balance_thousand", aliases = { "무역수지" }, kind = "decimal", internal = true },
    { name = "thousand_usd", internal = true },
  },
  constants = { reporter = "South Korea" },
  leave_out = { { where = "of_period == '총계'", says = "of the grand total (총계)" } },
  period = { "of_period" },
  unpivot = {
    flow = {
      export = { qty_kg = "export_kg", thousand_usd = "export_thousand" },
      import = { qty_kg = "import_kg", thousand_usd = "import_thousand" },
    },
  },
  derive = { { name = "value_usd", unit = "USD", first_of = { "thousand_usd * 1000" } } },
  nested = "hs",
}
