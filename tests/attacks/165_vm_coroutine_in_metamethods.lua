-- expect: ok
-- yields through metamethods and iterators
local t = setmetatable({}, { __index = function(_, k) return coroutine.yield(k) end, __add = function(a, b) return coroutine.yield("add") end, __call = function(_, x) return coroutine.yield(x) end, __concat = function() return coroutine.yield "c" end, __eq = function() return coroutine.yield "e" end, __lt = function() return coroutine.yield "l" end })
local co = coroutine.wrap(function() return t.a, t + 1, t(2), t .. "x", t == setmetatable({}, getmetatable(t)), t < t end)
assert(co() == "a" and co(1) == "add" and co(2) == 2 and co(3) == "c" and co(4) == "e" and co(true) == "l")
