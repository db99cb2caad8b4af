-- expect: time limit|ok|too|expected|overflow|memory limit|nest
-- a sentence of 100,000 brackets
local ingot = require "ingot"
local article = ingot.article { title = "T", period = "2025-04" }
article:say(("["):rep(1e5) .. "x" .. ("]"):rep(1e5))
