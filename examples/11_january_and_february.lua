-- Releases that give January to a month, the first of them in February; and a holiday that moves.
--   ingot run examples/11_january_and_february.lua
local ingot = require "ingot"

-- A row a release: tonnes since January. 2024 has a release of January, 2025 has none.
local released = ingot.table({
  month = { "2024-01", "2024-02", "2024-03", "2025-02", "2025-03", "2025-04" },
  flow  = { "export", "export", "export", "export", "export", "export" },
  hs    = { "76141000", "76141000", "76141000", "76141000", "76141000", "76141000" },
  qty_kg = { 21e6, 33e6, 53e6, 36e6, 57e6, 78e6 },
}, { units = { qty_kg = "kg" } })

local months = ingot.months_of_ytd(released, { "qty_kg" })
local cable  = ingot.cube(months)

-- Of a day from 5 days before New Year to 20 days after it, half is lost to trade.
ingot.calendar.window { before = 5, after = 20, weight = 0.5 }

local article = ingot.article {
  title = "Cable exports in {period}", period = "2025-03",
  names = { both = cable:measure("exports", "2025-01..02"), march = cable:measure("exports", "2025-03") },
}
article:say "From {both.period}, exports were {both}, {both.yoy:change} YoY."
article:say("That is {both.yoy_holiday:change}{both.yoy_holiday:basis}, {both.yoy_adjusted:change}"
  .. "{both.yoy_adjusted:basis}.")
article:say "In March they were {march}, {march.mom:change} MoM{march.mom:basis}."
article:say "That is {march.mom_holiday:change}{march.mom_holiday:basis}."
article:say "Since January they come to {march.ytd}, {march.ytd_yoy:change} YoY."

return article
