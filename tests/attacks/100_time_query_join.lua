-- expect: time limit|memory limit
-- a join in which every row meets every other
local ingot = require "ingot"
local keys, values = {}, {}
for i = 1, 20000 do keys[i], values[i] = 1, i end
local t = ingot.table { k = keys, v = values }
local u = t:rename { w = "v" }
while true do local n = #t:join(u, "k"):collect() end
