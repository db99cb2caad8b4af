-- expect: time limit
-- a function of the script in a formula's place, without end
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
t:where(function() while true do end end):collect()
