-- expect: time limit|stack overflow
-- handlers within handlers
local function h(e) return xpcall(error, h, e) end
while true do xpcall(error, h, "x") end
