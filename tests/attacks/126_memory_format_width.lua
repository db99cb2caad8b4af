-- expect: memory limit
-- many fields of the greatest width, kept
local numbers, kept = {}, {}
for i = 1, 200 do numbers[i] = i end
local s = ("%99d"):rep(#numbers)
assert(#s:format(table.unpack(numbers)) == 99 * #numbers)
while true do kept[#kept + 1] = s:format(table.unpack(numbers)) end
