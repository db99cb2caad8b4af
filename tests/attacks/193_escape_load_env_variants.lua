-- expect: ok
-- load in every form sees the script's environment and no other
x = 7
assert(load "return x"() == 7)
assert(load("return _ENV", "n")() == _G)
assert(load("return _ENV", "n", "t", nil)() == nil)
assert(load("return _ENV", "n", nil, 5)() == 5)
assert(not pcall(load("return x", "n", "t", false)))
assert(load(function() return nil end))
assert(not load("return 1", "n", "b"))
assert(not load("return 1", "n", ""))
assert(not load("\27Lua", "n", "bt"))
local first = true
assert(not load(function() if first then first = false; return "\27Lua" end end))
local co = coroutine.wrap(function() return load(function() coroutine.yield() end) end)
local f, e = co() assert(not f and tostring(e):find "yield", e)
