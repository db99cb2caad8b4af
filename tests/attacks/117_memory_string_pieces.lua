-- expect: memory limit
-- many texts that are kept
local t, long = {}, ("x"):rep(1000)
for i = 1, math.maxinteger do t[i] = long .. i end
