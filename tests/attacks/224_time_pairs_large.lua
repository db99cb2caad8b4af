-- expect: time limit|memory limit
-- a sorted loop over many keys that is begun again and again
local t = {} for i = 1, 2e5 do t["k" .. i] = i end
while true do for _ in pairs(t) do break end end
