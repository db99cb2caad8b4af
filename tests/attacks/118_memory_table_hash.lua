-- expect: memory limit|time limit
-- a table by names
local t = {}
for i = 1, math.maxinteger do t["k" .. i] = true end
