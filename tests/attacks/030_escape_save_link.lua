-- expect: not available in sandbox|outside|below the output
-- a link in the project that leads out
local ingot = require "ingot"
ingot.table({ a = { 1 } }):save("link/saved.csv")
