-- expect: not available in sandbox
-- a link inside the project that leads out of it
local ingot = require "ingot"
error("LEAK " .. #ingot.read("link/secret.csv"))
