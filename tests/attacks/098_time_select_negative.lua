-- expect: time limit|ok
-- arguments counted
local function f(...) while true do local _ = select("#", ...) + select(-1, ...) end end
f(1, 2, 3)
