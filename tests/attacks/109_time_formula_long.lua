-- expect: time limit|too|formula|ok|memory limit
-- a formula of a million terms
local ingot = require "ingot"
ingot.table({ a = { 1 } }):where("a" .. (" + a"):rep(1e6) .. " > 0"):collect()
