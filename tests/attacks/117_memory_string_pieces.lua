-- expect: memory limit|time limit
-- many small texts that are kept
local t = {}
for i = 1, math.maxinteger do t[i] = "text " .. i end
