-- expect: not available in sandbox|outside|below the output
-- a file beside the project
local ingot = require "ingot"
ingot.table({ a = { 1 } }):save("out/../../outside/saved.csv")
