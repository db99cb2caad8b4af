-- expect: ok
-- whole numbers at their ends
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(math.maxinteger + 1 == math.mininteger and 1 << 64 == 0 and 1 >> 64 == 0 and 1 << -1 == 0)
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end))
assert(1 // 0.0 == math.huge and math.tointeger("8") == nil or math.tointeger("8") == 8)
