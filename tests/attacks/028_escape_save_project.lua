-- expect: not available in sandbox|outside|below the output
-- the data that the next script reads
local ingot = require "ingot"
ingot.table({ a = { 1 } }):save("data.csv")
