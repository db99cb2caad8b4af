-- expect: stack overflow
-- __concat, __eq, __lt that ask themselves
local m = {}; local a, b = setmetatable({}, m), setmetatable({}, m)
m.__concat = function(x, y) return x .. y end
m.__eq = function(x, y) return x == y end
m.__lt = function(x, y) return x < y end
pcall(function() return a == b end); pcall(function() return a < b end)
return a .. b
