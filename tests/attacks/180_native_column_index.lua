-- expect: ok
-- columns asked with every kind of index
local ingot = require "ingot"
local c = ingot.table({ a = { 1, 2, 3 } }):column "a"
for _, index in ipairs { 0, -1, 4, math.maxinteger, math.mininteger, 1.5, 1e300, 0 / 0, "1", {}, true, c } do
  pcall(function() return c[index] end)
end
assert(c[1] == 1 and c[0] == nil and c[4] == nil and #c == 3)
