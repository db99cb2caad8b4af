-- expect: time limit|wrong|too large|too big|number
-- a length that is asked again and again
local t = setmetatable({}, { __len = function() return math.maxinteger end, __index = function(_, i) return "x" end })
local ok, e = pcall(table.concat, t, "")
local ok2, e2 = pcall(table.unpack, t)
for i = 1, math.huge do pcall(table.remove, t, 1) end
