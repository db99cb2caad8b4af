-- expect: ok
-- loops at the ends of integers
local n = 0; for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end; assert(n == 2)
n = 0; for i = math.mininteger, math.mininteger + 2, 2 do n = n + 1 end; assert(n == 2)
n = 0; for i = 1, math.huge do n = n + 1; if n > 3 then break end end; assert(n == 4)
n = 0; for i = math.maxinteger, 1, math.mininteger do n = n + 1 end; assert(n == 1)
assert(not pcall(function() for i = 1, 2, 0 do end end))
for i = 1, -math.huge do error "x" end; for i = 1, 0 / 0 do error "x" end
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end))
assert(1 << 64 == 0 and 1 >> -63 == math.mininteger and 1 << math.mininteger == 0)
assert(not pcall(function() return 1.5 | 1 end) and not pcall(function() return 2.0^63 | 1 end))
assert(math.tointeger "8" == nil or math.tointeger "8" == 8)
assert(string.format("%d", 3.0) == "3" and not pcall(string.format, "%d", 3.5) and not pcall(string.format, "%d", "3.5"))
assert(math.ult(1, -1) and math.abs(math.mininteger) == math.mininteger)
assert(not pcall(math.random, 2, 1) and math.type(math.random(0)) == "integer" and math.random(math.mininteger, math.maxinteger))
