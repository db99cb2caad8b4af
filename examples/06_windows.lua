-- Year to date, growth and ranks by the calendar; then the leading partners, all others as one row.
--   ingot run examples/06_windows.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = customs:where("hs in $codes", { codes = { "76141000", "76149000" } })

-- lag counts months, not rows: a month that is not there has no growth.
local months = cable
  :by("month"):agg { qty_t = "sum(qty_kg) / 1000" }
  :derive { year = "year(month)" }
  :window({ by = "year", sort = "month" }, { ytd = "cumulative_sum(qty_t)" })
  :window({ sort = "month" }, {
    yoy = "round((qty_t / lag(qty_t, 12) - 1) * 100, 2)",
    ytd_yoy = "round((ytd / lag(ytd, 12) - 1) * 100, 2)",
  })
  :window({ by = "year", sort = "-qty_t" }, { rank = "rank()" })
  :select("month", "qty_t", "yoy", "ytd", "ytd_yoy", "rank")

-- Others are computed from their rows by the same formulas: their price is no mean of prices.
local partners = cable:where("month >= '2025-01'")
  :by("partner"):agg { qty_t = "sum(qty_kg) / 1000", usd_per_t = "sum(value_usd) / sum(qty_kg) * 1000" }
  :top(3, { by = "qty_t", others = "Others" })

return { months:where("month >= '2025-10'"), partners }
