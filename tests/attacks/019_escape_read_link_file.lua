-- expect: not available in sandbox
-- a file that is a link to one outside
local ingot = require "ingot"
error("LEAK " .. #ingot.read("secret.csv"))
