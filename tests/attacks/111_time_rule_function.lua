-- expect: time limit
-- a rule's function without end
local ingot = require "ingot"
local t = ingot.table({ month = { "2025-04" }, x = { 1 } })
t:where(function(row) local n = row.x while true do n = n + 1 end end):collect()
