-- expect: ok
-- to-be-closed variables are closed last to first, also through errors and yields
local order = {}
local function guard(n) return setmetatable({}, { __close = function() order[#order + 1] = n coroutine.yield(n) end }) end
local co = coroutine.wrap(function()
  local a <close> = guard(1)
  local b <close> = guard(2)
  return "end"
end)
assert(co() == 2 and co() == 1 and co() == "end")
assert(order[1] == 2 and order[2] == 1)
