-- expect: not available in sandbox|outside|below the output
-- a file outside the output folder
local ingot = require "ingot"
ingot.table({ a = { 1 } }):save("/tmp/ingot_attack_saved.csv")
