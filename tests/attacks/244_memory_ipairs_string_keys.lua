-- expect: memory limit|time limit
-- long keys
local t = {}; for i = 1, 1e9 do t[("k"):rep(1000) .. i] = i end
