-- What the codes stand for: a list of commodities joined to a download, and the plan of the query.
--   ingot run examples/05_join_code_list.lua
local ingot   = require "ingot"
local customs = ingot.read("data/customs/export-2025.csv", { profile = "gacc-zh", flow = "export" })
local names   = ingot.read("data/commodities.csv", { types = { code = "text" } })

local largest = customs
  :by("hs")
  :agg { qty_t = "sum(qty_kg) / 1000" }
  :join(names:rename { commodity = "en" }, { hs = "code" }, "left")
  :top(3, { by = "qty_t" })
  :select("hs", "qty_t", "commodity")

print(largest:explain() .. "\n") -- what will be read and done, and in which order
return largest
