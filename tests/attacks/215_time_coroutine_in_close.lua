-- expect: time limit|stack overflow
-- a loop in a close handler in a coroutine that is collected
while true do local co = coroutine.wrap(function() local x <close> = setmetatable({}, { __close = function() for i = 1, 1e3 do end end }); coroutine.yield() end); co(); co = nil end
