-- expect: ok
-- coroutines that are resumed, closed and wrapped wrongly
local co; co = coroutine.create(function() assert(not coroutine.resume(co)); assert(not pcall(coroutine.close, co)); return coroutine.running() end)
assert(select(2, coroutine.resume(co)) == co and coroutine.status(co) == "dead" and coroutine.close(co) and coroutine.close(co))
assert(not coroutine.resume(co) and not pcall(coroutine.wrap(error), {}) and not pcall(coroutine.create, 1) and not pcall(coroutine.status, 1) and not pcall(coroutine.resume, {}))
local w; w = coroutine.wrap(function() return pcall(w) end); local a, b, c = w(); assert(a == true or b == false or a == false)
local main = coroutine.running(); assert(not coroutine.resume(main) and not pcall(coroutine.close, main) and not pcall(coroutine.yield))
assert(select("#", coroutine.resume(coroutine.create(function(...) return ... end), table.unpack({}, 1, 5000))) == 5001)
local t = coroutine.create(function() for i = 1, 3 do coroutine.yield(table.unpack({}, 1, 10000)) end end); for i = 1, 4 do coroutine.resume(t) end
local x = coroutine.create(function() local y <close> = setmetatable({}, { __close = function(_, e) error("second: " .. tostring(e)) end }); error "first" end)
local ok, e = coroutine.resume(x); ok, e = coroutine.close(x); assert(not ok or true)
local s = coroutine.wrap(function() table.sort({ 2, 1 }, coroutine.wrap(function() while true do coroutine.yield(true) end end)) end); s()
local g = coroutine.wrap(function() return ("abc"):gsub(".", coroutine.yield) end); assert(not pcall(g))
local p = coroutine.wrap(function() return pcall(pcall, coroutine.yield, 5) end); assert(p() == 5 and select("#", p(1, 2)) == 4)
local r = coroutine.wrap(function() return select(2, xpcall(coroutine.yield, print, 6)) end); assert(r() == 6 and r(7) == 7)
local mt = setmetatable({}, { __index = function(_, k) return coroutine.yield(k) end, __add = coroutine.yield, __eq = coroutine.yield, __call = coroutine.yield, __concat = coroutine.yield, __close = coroutine.yield, __lt = coroutine.yield, __len = coroutine.yield })
local m = coroutine.wrap(function() local z <close> = mt; return mt.q, mt + 1, mt(2), mt .. "x", #mt, mt < mt end); for i = 1, 7 do m(i) end
