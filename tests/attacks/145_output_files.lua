-- expect: output limit|time limit|memory limit
-- files for ever
local ingot = require "ingot"
local values = {}
for i = 1, 50000 do values[i] = i end
local t = ingot.table { a = values }
for i = 1, math.maxinteger do t:save("out/file" .. i .. ".csv") end
