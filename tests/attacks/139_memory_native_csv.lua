-- expect: memory limit|time limit
-- a table as text, again and again
local ingot = require "ingot"
local values, keep = {}, {}
for i = 1, 20000 do values[i] = i end
local t = ingot.table { a = values }
while true do keep[#keep + 1] = t:csv() .. #keep end
