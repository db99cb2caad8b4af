-- expect: ok
-- coroutines closed while they wait in pcall, in a hook of __close and by themselves
local co = coroutine.create(function() pcall(function() coroutine.yield() end) coroutine.yield() end)
coroutine.resume(co)
assert(coroutine.close(co))
assert(coroutine.status(co) == "dead" and not coroutine.resume(co))
assert(not pcall(coroutine.close, coroutine.running()))
