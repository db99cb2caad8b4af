--- `baci`: CEPII's reconciled world trade by year. Each row is what i exported to j; values are in
--- thousands of dollars, weights in tonnes, blank-padded in quotes; codes lack their leading zero.

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
  derive = {
    { name = "qty_kg", unit = "kg", first_of = { "tonnes * 1000" } },
    { name = "value_usd", unit = "USD", first_of = { "thousand_usd * 1000" } },
  },
}
