-- expect: time limit
-- next over a table that was emptied: each call goes over all of it
local t = {}
for i = 1, 1e6 do t["k" .. i % 3e5] = 1 end
for k in pairs(t) do t[k] = nil end
while true do next(t) end
