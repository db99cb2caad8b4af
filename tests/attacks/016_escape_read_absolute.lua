-- expect: not available in sandbox
-- a file of the system as data
local ingot = require "ingot"
error("LEAK " .. #ingot.read("/etc/passwd", { header = false }))
