-- expect: ok
-- C stack overflow while handling an error, string of the overflow error
local function loop(x, y, z) return 1 + loop(x, y, z) end
local res, msg = xpcall(loop, loop); assert(not res)
local function recurse(...) return pcall(recurse, ...) end
recurse()
local function m(e) return xpcall(m, m, e) end
xpcall(error, m, "x")
local co = coroutine.wrap(function() local ok, e = pcall(loop); return ok end); assert(co() == false)
