-- expect: not available in sandbox
-- a file beside the project
local ingot = require "ingot"
error("LEAK " .. #ingot.read("../outside/secret.csv"))
