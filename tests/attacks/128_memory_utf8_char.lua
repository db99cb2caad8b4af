-- expect: memory limit
-- texts of many code points, kept
local points, kept = {}, {}
for i = 1, 200 do points[i] = 0x10FFFF end
assert(#utf8.char(table.unpack(points)) == 4 * #points)
while true do kept[#kept + 1] = utf8.char(#kept + 1, table.unpack(points)):rep(20) end
