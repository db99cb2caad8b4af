-- A customs download as a table: which partners took most wire and cable in 2025?
--   ingot run examples/01_first_table.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-2025.csv", { profile = "gacc-zh", flow = "export" })

return customs
  :where("hs in $codes", { codes = { "76141000", "76149000" } })
  :by("partner_code", "partner")
  :agg { qty_t = "sum(qty_kg) / 1000", usd_per_t = "sum(value_usd) / sum(qty_kg) * 1000" }
  :top(10, { by = "qty_t" })
