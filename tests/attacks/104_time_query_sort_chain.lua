-- expect: time limit|memory limit
-- queries upon queries
local ingot = require "ingot"
local q = ingot.table { a = { 3, 1, 2 } }
while true do q = q:where "a > 0" end
