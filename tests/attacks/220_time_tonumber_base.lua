-- expect: time limit|memory limit
-- digits of a base
local s = ("z"):rep(1e6); while true do tonumber(s, 36) end
