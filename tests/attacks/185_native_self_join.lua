-- expect: ok
-- a table joined with itself and put under itself
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 }, b = { 4, 5, 6 } }
for _ = 1, 5 do t = t:union(t):collect() end
assert(#t == 96)
pcall(function() return t:join(t, "a"):collect() end)
