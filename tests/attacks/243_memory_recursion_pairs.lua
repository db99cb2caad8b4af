-- expect: stack overflow
-- __pairs that asks itself
local m = {}; m.__pairs = function(t) return pairs(t) end
return pairs(setmetatable({}, m))
