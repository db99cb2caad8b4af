--- `comexstat`: Brazil's trade by month, commodity (NCM), country, state, transport and customs
--- office: semicolons, Latin-1, codes in quotes. Exports (EXP_2025.csv) and imports (IMP_2025.csv,
--- with freight and insurance) are files of their own; columns and units as the ministry's page of
--- raw data says: VL_FOB in dollars, KG_LIQUIDO net kilograms, QT_ESTAT in the unit of CO_UNID.
--- Countries have codes of Brazil's own (PAIS.csv), states their letters, which are no provinces of
--- China's.

return {
  summary = "Brazil, ComexStat files by NCM code",
  encoding = "latin1", delimiter = ";", row_cap = 0,
  recognise = { { "CO_ANO", "CO_MES", "CO_NCM", "VL_FOB" } },
  needs = { "flow" },
  columns = {
    { name = "of_year", aliases = { "CO_ANO" }, kind = "text", required = true, internal = true },
    { name = "of_month", aliases = { "CO_MES" }, kind = "text", required = true, internal = true },
    { name = "hs", aliases = { "CO_NCM" }, kind = "text", required = true, digits = 8,
      apostrophe = true },
    { name = "partner_code", aliases = { "CO_PAIS" }, kind = "text", digits = 3 },
    { name = "partner", aliases = { "NO_PAIS" }, kind = "text" },
    { name = "province_code", aliases = { "SG_UF_NCM" }, kind = "text" },
    { name = "transport_code", aliases = { "CO_VIA" }, kind = "text", digits = 2 },
    { name = "customs_code", aliases = { "CO_URF" }, kind = "text", digits = 7 },
    { name = "qty1", aliases = { "QT_ESTAT" }, kind = "decimal" },
    { name = "qty1_unit", aliases = { "CO_UNID" }, kind = "text", digits = 2 },
    { name = "qty_kg", aliases = { "KG_LIQUIDO" }, kind = "decimal", unit = "kg" },
    { name = "value_usd", aliases = { "VL_FOB" }, kind = "decimal", unit = "USD" },
    { name = "freight_usd", aliases = { "VL_FRETE" }, kind = "decimal", unit = "USD" },
    { name = "insurance_usd", aliases = { "VL_SEGURO" }, kind = "decimal", unit = "USD" },
  },
  period = { "of_year", "of_month" },
  codes = { partner_code = "siscomex" },
  constants = { reporter = "Brazil" },
}
