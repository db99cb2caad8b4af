-- expect: ok
-- upvalues of a loop that is left by goto are each their own
local list = {}
do
  local i = 1
  ::again::
  local x = i
  list[i] = function() return x end
  i = i + 1
  if i <= 100 then goto again end
end
for i = 1, 100 do assert(list[i]() == i) end
