-- expect: ok
-- the strings' own functions, changed by a script, stay as they are for the library
local ingot = require "ingot"
for name in pairs(string) do
  pcall(function() string[name] = function() error "poisoned" end end)
end
local t = ingot.table { a = { 1, 2 } }
assert(#t:where "a > 1" == 1)
t:csv()
