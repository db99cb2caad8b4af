-- expect: ok
-- a comparator that yields, raises or never ends its order
local co = coroutine.create(function() table.sort({ 3, 2, 1 }, function(a, b) coroutine.yield(1); return a < b end) end)
local ok, e = coroutine.resume(co); assert(not ok and e:find "yield", e)
assert(not pcall(table.sort, { 3, 2, 1 }, function() error "x" end))
assert(not pcall(table.sort, { 3, "a", {} }))
local t = { 3, 1, 2 }; pcall(table.sort, t, function(a, b) for i = 1, 10 do t[i] = nil end; return a < b end)
