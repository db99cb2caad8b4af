-- expect: ok|too many upvalues
-- 255 upvalues and one more
local s = {}
for i = 1, 150 do s[i] = "local a" .. i .. " = " .. i end
s[#s + 1] = "return function() return function() return 0"
for i = 1, 150 do s[#s + 1] = "+ a" .. i end
s[#s + 1] = "end end"
assert(load(table.concat(s, " "))()()() == 150 * 151 // 2)
