-- expect: ok|memory limit
-- indexes where arrays and hashes meet
local t = {}; for _, i in ipairs { 1 << 31, 1 << 32, (1 << 62), math.maxinteger, math.mininteger, -1, 0, 2^53, 2^63, -2^63 } do t[i] = i; assert(t[i] == i) end
assert(#t == 0 or t[#t] ~= nil)
t = { n = 1, [1] = 1, [2] = 2, [4] = 4 }; for i = 1, 100 do t[1 << (i % 62)] = i; t[#t + 1] = i end
t[0 / 1] = 1; assert(not pcall(function() t[0 / 0] = 1 end) and not pcall(function() t[nil] = 1 end) and not pcall(rawset, t, 0 / 0, 1))
assert(rawlen { 1, 2, nil, 4 } >= 2 and not pcall(rawlen, 5))
local k for i = 1, 10 do k = next(t, k) end; assert(not pcall(next, t, {}))
for k in next, t do t[k] = nil end; assert(next(t) == nil)
table.move({ 1, 2, 3 }, 1, 3, math.maxinteger - 2, t); assert(t[math.maxinteger] == 3)
assert(not pcall(table.move, t, 1, 3, math.maxinteger - 1) and not pcall(table.insert, { 1 }, 5, 1) and not pcall(table.insert, {}, 1, 2, 3))
table.insert(t, 1); t[1] = nil; table.remove(t); table.remove(t, #t + 1)
assert(not pcall(table.concat, { {} }) and table.concat({}, "x", 1, 0) == "" and not pcall(table.concat, {}, "", 1, 1))
assert(not pcall(table.concat, {}, "", math.maxinteger, math.maxinteger))
