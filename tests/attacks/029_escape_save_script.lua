-- expect: not available in sandbox|outside|below the output|a path that ends
-- the script itself, as a table
local ingot = require "ingot"
ingot.table({ a = { 1 } }):save("script.lua")
