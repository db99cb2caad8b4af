-- expect: memory limit|time limit|too many
-- tables of arguments
local keep = {}; while true do keep[#keep + 1] = table.pack(table.unpack({}, 1, 1e5)) end
