-- expect: ok|too many results|stack overflow
-- 250 results through a vararg
local t = {}
for i = 1, 250 do t[i] = i end
local function f(...) return ... end
assert(select("#", f(table.unpack(t))) == 250)
assert(select("#", f(f(f(table.unpack(t))))) == 250)
