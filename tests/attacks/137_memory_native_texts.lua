-- expect: memory limit|time limit
-- long texts as cells
local ingot = require "ingot"
local keep, long = {}, ("x"):rep(1 << 20)
for i = 1, 1000 do keep[i] = ingot.table { s = { long .. i } } end
