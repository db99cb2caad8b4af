-- expect: ok
-- loops at the ends of whole numbers come to an end
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end
for i = 1, math.huge do if i == 3 then break end n = n + 1 end
assert(n == 8)
assert(not pcall(function() for i = 1, 2, 0 do end end))
