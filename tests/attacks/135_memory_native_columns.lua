-- expect: memory limit
-- columns of numbers that are kept
local ingot = require "ingot"
local values = {}
for i = 1, 10000 do values[i] = i end
local t = ingot.table { a = values }
local keep = {}
while true do keep[#keep + 1] = t:derive({ b = "a * 2 + " .. #keep }):collect() end
