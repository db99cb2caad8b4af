-- Exports of aluminum wire and cable by province: who leads, who grows from a low base, who pulls
-- back; each province with its class.
--   ingot run scripts/regions_and_classes.lua --set period=2025
local ingot   = require "ingot"
local period  = ingot.option("period", ingot.period "2025")
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local total   = cable:measure("exports", period)

local provinces = cable:by "province"
local classes   = provinces:classes("growth", "exports", period)

local article = ingot.article {
  title = "Leading and emerging provinces: exports of {product} in {period}",
  period = period,
  names = { total = total, product = cable.product },
}

article:say(period.kind == "year"
  and "In {period}, exports of {product} totaled {total:wan1}"
    .. "[, {total.yoy:change} YoY from {total.base:wan1} in {total.base.period}]."
  or "In {period}, exports of {product} totaled {total}"
    .. "[, {total.yoy:change} YoY from {total.base} in {total.base.period}].")
article:say("{name} ranked {exports.rank:ordinal} with {exports}, {exports.share:percent2} of the "
  .. "total[, {exports.yoy:change} YoY].", classes:of "leading")

-- One clause for each class that has members.
local growth  = "{name} ([{exports.yoy:change} YoY|no base])"
local clauses = {
  leading           = "Leading provinces dominated: {names} made up {share:over} of the total.",
  ["low-base fast"] = "Low-base provinces grew rapidly: {growth}.",
  ["pulling back"]  = "Some provinces pulled back: {growth}.",
  new               = "Exports began from {names}, which had none a year earlier.",
  lapsed            = "Exports from {names} ceased.",
  stable            = "Exports held steady in {growth}.",
  growing           = "Exports from {names} rose: to {total}, {total.yoy:change} YoY.",
  declining         = "Exports declined elsewhere: {growth}.",
  unknown           = "How {names} moved on a year earlier is unknown.",
}
article:paragraph()
for class, rows in classes:each() do
  local whole = classes:total(class)
  article:say(clauses[class], {
    names = rows, total = whole, share = whole:share_of(total),
    growth = article:list(growth, rows),
  })
end

local rounded = { yoy = "round(yoy, 2)", share = "round(share, 2)" }
article:table("Classes", classes:table():derive(rounded))
article:table("Provinces", provinces:table("exports", period, { "level", "yoy", "share", "rank" })
  :join(classes:members():select("province_code", "class"), "province_code", "left")
  :derive(rounded))
return article
