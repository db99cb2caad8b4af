-- A manifest: one script for every month and product, over data that are read once.
--   ingot batch examples/20_shared_input_batch.lua --out out/leaders [--jobs 4] [--resume]
return {
  inputs = { customs = { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" } },
  limits = { memory = "512M", time = "30s" }, -- of each job; "none" lifts one
  {
    script = "examples/20_shared_input.lua", name = "leader",
    set = { period = { "2025-03", "2025-04" }, product = { "wire_cable", "alumina" } },
    exclude = { { period = "2025-03", product = "alumina" } }, -- a matrix without this cell
  },
}
