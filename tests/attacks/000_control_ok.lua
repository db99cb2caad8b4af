-- expect: ok
-- the control: a script like any other
local ingot = require "ingot"
local t = ingot.table({ month = { "2025-03", "2025-04" }, qty = { 1, 2 } }, { units = { qty = "t" } })
assert(#t:where("qty > 1"):collect() == 1)
assert(("x"):rep(3) == "xxx" and table.concat({ 1, 2 }, ",") == "1,2" and math.floor(2.5) == 2)
print "control"
return t
