-- expect: time limit
-- work in __index, __add and __lt alone
local t = setmetatable({}, {})
local mt = getmetatable(t)
mt.__index = function(s) return s end
mt.__add = function(a) return a end
mt.__lt = function() return true end
while t.x + 1 and t < t do end
