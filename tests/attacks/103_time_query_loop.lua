-- expect: time limit
-- small queries for ever
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
while true do t:where("a > 1"):collect() end
