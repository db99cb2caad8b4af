-- expect: ok|stack overflow|time limit
-- stack resize while the collector looks at it
local function g(co, n) if n == 0 then return end; local c = coroutine.wrap(function() local t = {} for i = 1, 50 do t[i] = { i } end; return select("#", table.unpack(t)) end); c(); collectgarbage "step"; return g(co, n - 1) end
for i = 1, 50 do pcall(g, nil, 150) end
local function f(...) if select("#", ...) > 200 then return ... end return f(1, ...) end
for i = 1, 100 do coroutine.wrap(f)(); collectgarbage() end
