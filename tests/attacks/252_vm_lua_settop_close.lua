-- expect: ok
-- close of variables with returns that grow the stack
local function close(f) return setmetatable({}, { __close = f }) end
local function grow() local t = {} for i = 1, 250 do t[i] = i end return table.unpack(t) end
local function f(n) local x <close> = close(function() grow() if n > 0 then f = f end end); local y <close> = close(function() local a, b = grow(); coroutine.isyieldable() end); return grow() end
for i = 1, 200 do assert(select("#", f(i)) == 250) end
local co = coroutine.wrap(function() local x <close> = close(function() coroutine.yield(9) grow() end); return grow() end)
assert(co() == 9 and select("#", co()) == 250)
for _ = 1, 100 do for k in next, { 1 }, nil, close(function() grow() end) do end end
