-- expect: ok
-- queries in coroutines that are dropped in the middle
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
for i = 1, 300 do
  local co = coroutine.wrap(function()
    local q = t:where "a > 1"
    coroutine.yield(q)
    return #q:collect()
  end)
  local q = co()
  if i % 3 == 0 then q:close() pcall(co) elseif i % 3 == 1 then co() end
end
collectgarbage()
