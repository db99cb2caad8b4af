-- expect: time limit
-- a function of groups without end
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
t:by("a"):agg({ n = function() while true do end end }):collect()
