-- expect: not available in sandbox
-- a snapshot outside
local ingot = require "ingot"
error("LEAK " .. #ingot.open("/etc/hostname"))
