--- `baci`: CEPII's reconciled world trade by year, as its BACI pages and files say: each row is what i
--- exported to j; values in thousands of dollars, free on board; weights in tonnes, blank-padded in
--- quotes; codes of six digits that lack their leading zero; countries by the codes of Comtrade.

return {
  summary = "CEPII BACI, world trade by year, exporter and importer",
  encoding = "utf8", delimiter = ",", row_cap = 0,
  recognise = { { "t", "i", "j", "k", "v", "q" } },
  columns = {
    { name = "year", aliases = { "t" }, kind = "decimal", required = true },
    { name = "hs", aliases = { "k" }, kind = "text", required = true, digits = 6, apostrophe = true },
    { name = "reporter_code", aliases = { "i" }, kind = "text", required = true },
    { name = "partner_code", aliases = { "j" }, kind = "text", required = true },
    { name = "thousand_usd", aliases = { "v" }, kind = "decimal", missing = { "NA" }, internal = true },
    { name = "tonnes", aliases = { "q" }, kind = "decimal", missing = { "NA" }, internal = true },
  },
  constants = { flow = "export" },
  codes = { partner_code = "m49", reporter_code = "m49" },
  derive = {
    { name = "qty_kg", unit = "kg", first_of = { "tonnes * 1000" } },
    { name = "value_usd", unit = "USD", first_of = { "thousand_usd * 1000" } },
  },
}
