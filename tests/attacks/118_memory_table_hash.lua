-- expect: memory limit
-- a table by names
local t, long = {}, ("k"):rep(300)
for i = 1, math.maxinteger do t[long .. i] = true end
