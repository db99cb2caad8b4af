-- The same metric twice: as a formula, and as a Lua function of a group of rows.
--   ingot run examples/02_metric_as_function.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })

ingot.metric "by_formula" { formula = "sum(qty_kg) / 1000", unit = "t" }
ingot.metric "by_function" {
  unit = "t",
  adds = true,
  fn = function(group)
    local kg = 0
    for _, qty in ipairs(group.qty_kg) do
      kg = kg + qty
    end
    return kg / 1000
  end,
}

local cable   = ingot.cube(customs):slice { product = "wire_cable" }
local article = ingot.article { title = "One metric, two ways", period = ingot.period "2025-04" }
article:say("{name} took {by_formula:t3} by the formula.",
  cable:by("partner"):top(3, "by_formula", "2025-04"))
article:paragraph()
article:say("{name} took {by_function:t3} by the function.",
  cable:by("partner"):top(3, "by_function", "2025-04"))
return article
