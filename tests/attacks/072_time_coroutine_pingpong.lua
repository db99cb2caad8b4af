-- expect: time limit
-- two coroutines that call each other in turn
local a = coroutine.wrap(function() while true do coroutine.yield() end end)
while true do a() end
