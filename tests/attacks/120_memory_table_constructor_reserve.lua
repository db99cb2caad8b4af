-- expect: memory limit|time limit
-- arrays that are made large at once
local keep = {}
while true do keep[#keep + 1] = table.pack(table.unpack({}, 1, 200)) end
