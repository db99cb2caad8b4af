-- expect: stack overflow|loop
-- __index functions that ask themselves
local t = setmetatable({}, {}); getmetatable(t).__index = function(s, k) return s[k] end
return t.x
