-- expect: ok
-- a yield out of a query's function is refused, and the table is as before
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
for _ = 1, 100 do
  local co = coroutine.create(function()
    return t:derive({ b = function() coroutine.yield() return 1 end }):collect()
  end)
  coroutine.resume(co)
  coroutine.resume(co)
  coroutine.close(co)
end
assert(#t:csv() > 0)
