-- expect: ok
-- what a script reaches of the library's metatables does not change what other objects do
local ingot = require "ingot"
local p = ingot.period "2025-04"
local meta = getmetatable(p)
if type(meta) == "table" then
  pcall(function() meta.__tostring = function() return "poisoned" end end)
end
