-- expect: time limit|loop
-- __index from table to table, without end
local a, b = {}, {}
setmetatable(a, { __index = b })
setmetatable(b, { __index = a })
return a.x
