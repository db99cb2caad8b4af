-- expect: attempt to call|ok|metatable|variable
-- an error in a coroutine's function that is closed and called by another's __close
local function func2close(f) return setmetatable({}, { __close = f }) end
local co = coroutine.wrap(function() local x <close> = func2close(function() local y <close> = func2close(function() error "y" end); error "x" end); coroutine.yield(1); error "z" end)
co(); local ok, e = pcall(co); assert(not ok and tostring(e):find "y")
assert(not pcall(function() local v <close> = {} end))
assert(not pcall(function() local v <close> = setmetatable({}, { __close = 1 }) error "q" end))
