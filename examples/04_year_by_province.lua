-- A full year by province: the two largest and what they hold together, then those that more than
-- doubled from a small base.
--   ingot run examples/04_year_by_province.lua --set year=2025
local ingot   = require "ingot"
local year    = ingot.option("year", ingot.period "2025")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local total   = cable:measure("exports", year)

local provinces = cable:by "province"
local leading   = provinces:top(2, "exports", year)
local pair      = cable:slice { province = leading }:measure("exports", year)

local fast = {}
for _, row in ipairs(provinces:all("exports", year)) do
  local yoy, share = row.exports.yoy.value, row.exports.base.share.value
  if yoy and share and yoy >= 100 and share < 1 then
    fast[#fast + 1] = row
  end
end

local article = ingot.article {
  title = "Exports of {product} by province in {period}",
  period = year,
  names = { total = total, product = cable.product },
}
article:say("In {period}, exports totaled {total:wan1}"
  .. "[, {total.yoy:change} YoY from {total.base:wan1} in {total.base.period}].")
article:say("{name} ranked {exports.rank:ordinal} with {exports}, {exports.share:percent2} of the total"
  .. "[, {exports.yoy:change} YoY].", leading)
article:say("Together, {names} accounted for {share:over} of the total.",
  { names = leading, share = pair:share_of(total) })
article:say("[Provinces with a small base grew fast: {fast}.]",
  { fast = article:list("{name} ({exports.yoy:percent2} YoY)", fast) })
return article
