-- China's aluminum wire and cable exports in one month: total, structure, destinations, provinces.
--   ingot run scripts/cable_exports_month.lua --set period=2025-04 [--set levels=truncate]
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025-04")
if period.kind ~= "month" then
  error(("period = %s: a month expected, as 2025-04"):format(period))
end
local levels  = ingot.option("levels", "round") -- "truncate" prints levels as some desks do
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs, { levels = levels }):slice { product = "wire_cable" }
local total   = cable:measure("exports", period)

local article = ingot.article {
  title = "China's {product} exports come to {total} in {period}",
  period = period,
  names = { total = total, product = cable.product },
}

article:say("Customs data put China's exports of {product} at {total} in {period}"
  .. "[, {total.mom:change} MoM {total.mom|total.yoy:but} {total.yoy:change} YoY"
  .. "|, {total.mom:change} MoM].")
if period:ytd().kind == "year" then
  article:say("Full-year exports in {total.ytd.period} totaled {total.ytd:wan1}"
    .. "[, {total.ytd_yoy:change} YoY from {total.ytd.base:wan1} in {total.ytd.base.period}].")
elseif period ~= period:ytd() then
  article:say("Over {total.ytd.period}, cumulative exports came to {total.ytd}"
    .. "[, {total.ytd_yoy:change} from {total.ytd.base} in the same months a year earlier].")
end
article:note(cable:codes())

article:section "Product structure"
article:say("Exports of {name} [{exports.mom:moved} MoM to|came to] {exports}, "
  .. "{exports:only}{exports.share} of the total.",
  cable:by("hs"):top(2, "exports", period))

article:section "Destinations"
article:say("{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t3}, "
  .. "{exports.share} of the total[, a MoM {exports.diff:increase} of {exports.diff:t3}].",
  cable:by("partner"):top(3, "exports", period))

article:section "Registration provinces"
article:say("{name} ranked {exports.rank:ordinal}{exports.streak:streak} with {exports:t1}, "
  .. "{exports.share} of the total[, a MoM {exports.diff:increase} of {exports.diff:t1}].",
  cable:by("province"):top(3, "exports", period))

article:section "Comment"
article:say("[On the whole, exports {total.mom:moved} MoM{total.mom:by:percent1}"
  .. " {total.mom|total.yoy:but} {total.yoy:moved} YoY{total.yoy:by:percent1}.]")
article:remark("Grid renovation and solar projects in South-East Asia keep demand up; "
  .. "orders placed while tariffs are eased add to it.")
article:remark "Demand abroad and raw material prices at home may make the coming months uneven."

return article
