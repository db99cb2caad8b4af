-- expect: memory limit|time limit
-- queries that are kept and never run
local ingot = require "ingot"
local t, keep = ingot.table { a = { 1 } }, {}
while true do keep[#keep + 1] = t:where("a > " .. #keep) end
