-- expect: time limit
-- dead coroutines are asked again and again
local co = coroutine.create(function() end)
while true do coroutine.resume(co) end
