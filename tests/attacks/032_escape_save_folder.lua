-- expect: ok
-- a file where a folder stands, and the other way round
local ingot = require "ingot"
local t = ingot.table { a = { 1 } }
t:save("out/x.csv")
pcall(t.save, t, "out/x.csv/y.csv")
pcall(t.save, t, "out")
