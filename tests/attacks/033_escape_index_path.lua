-- expect: not available in sandbox|a list of|expected|no 
-- a path where a table is expected: it is not opened
local ingot = require "ingot"
ingot.series("/etc/passwd", "root")
error("LEAK series")
