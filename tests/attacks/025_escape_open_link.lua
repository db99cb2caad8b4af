-- expect: not available in sandbox
-- a snapshot behind a link
local ingot = require "ingot"
error("LEAK " .. #ingot.open("link/secret.arrow"))
