-- A month's round, for `ingot batch`: the ready analyses that come out monthly, side by side, over
-- customs data that are read once.
--   ingot batch scripts/monthly_batch.lua --out out/2025-04
--     --set period=2025-04        the month
--     --jobs 4                    so many at a time
--     --resume                    only what was not done, or has changed since
local ingot  = require "ingot"
local period = ingot.option("period", ingot.period "2025-04")

return {
  inputs = {
    exports = { "data/customs/export-*.csv", profile = "gacc-zh", flow = "export" },
    imports = { "data/customs/import-*.csv", profile = "gacc-zh", flow = "import" },
  },
  limits = { memory = "1G", time = "2m" },
  set = { period = period },

  { script = "scripts/cable_exports_month.lua",
    set = { product = { "wire_cable", "alumina", "alloyed_aluminum" } } },
  { script = "scripts/primary_aluminium.lua" },
  { script = "scripts/trade_overview.lua" },
  { script = "scripts/regions_and_classes.lua", name = "provinces" },
  { script = "scripts/prosperity_index.lua" },
}
