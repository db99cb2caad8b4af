-- expect: ok
-- constructors and returns with open ends
local function v(n) return table.unpack({}, 1, n) end
assert(select("#", v(2e4)) == 2e4); local t = { v(5e4) }; t = { 1, 2, v(200), v(3) }
local function pass(...) return ... end; assert(select("#", pass(v(1e4))) == 1e4 and select("#", (pass(v(3)))) == 1)
assert(select(-1, 1, 2, 3) == 3 and not pcall(select, 0) and not pcall(select, -5, 1) and select("#", select(math.maxinteger, 1)) == 0)
local function named(a, b, ...) local x, y = ...; return a, b, x, y, select("#", ...) end; local _, _, _, _, n = named(v(1e5)); assert(n == 1e5 - 2)
