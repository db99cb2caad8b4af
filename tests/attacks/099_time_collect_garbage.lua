-- expect: time limit|not available in sandbox
-- the collector is asked for ever
local keep = {}
for i = 1, 1e5 do keep[i] = {} end
while true do collectgarbage() end
