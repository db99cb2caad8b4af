-- expect: ok|invalid key
-- a table that changes while it is walked
local t = {}
for i = 1, 1000 do t["k" .. i] = i end
for k in next, t do t[k] = nil end
assert(next(t) == nil)
for i = 1, 100 do t[i] = i end
pcall(function() for k in next, t do t[k + 1000] = 1 t[k] = nil end end)
