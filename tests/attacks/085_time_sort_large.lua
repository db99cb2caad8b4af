-- expect: time limit|memory limit
-- a million numbers, sorted again and again
local t = {}
for i = 1, 300000 do t[i] = (i * 7919) % 300007 end
while true do table.sort(t, function(a, b) return a > b end) table.sort(t) end
