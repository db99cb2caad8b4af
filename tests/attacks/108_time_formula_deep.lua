-- expect: nested|too|formula|expected|limit
-- a formula of 100,000 brackets
local ingot = require "ingot"
ingot.table({ a = { 1 } }):where(("("):rep(1e5) .. "a" .. (")"):rep(1e5) .. " > 0"):collect()
