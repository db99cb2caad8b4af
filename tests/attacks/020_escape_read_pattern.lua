-- expect: not available in sandbox|no file
-- a pattern of names that reaches out
local ingot = require "ingot"
error("LEAK " .. #ingot.read("../*/secret.csv"))
