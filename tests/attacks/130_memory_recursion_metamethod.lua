-- expect: stack overflow|memory limit
-- a recursion through __index
local t = setmetatable({}, {})
getmetatable(t).__index = function(s, k) return s[k .. "x"] end
return t.x
