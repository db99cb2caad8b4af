-- expect: not available in sandbox
-- dots behind a folder that exists
local ingot = require "ingot"
error("LEAK " .. #ingot.read("data/../../outside/secret.csv"))
