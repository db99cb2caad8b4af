-- expect: memory limit|time limit
-- a join of 10^8 rows
local ingot = require "ingot"
local keys, values = {}, {}
for i = 1, 10000 do keys[i], values[i] = 1, i end
local t = ingot.table { k = keys, v = values }
return #t:join(t:rename { w = "v" }, "k"):collect()
