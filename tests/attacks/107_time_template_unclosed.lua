-- expect: time limit|ok|expected|unknown|closed|memory limit|never
-- a sentence of 50,000 openings
local ingot = require "ingot"
local article = ingot.article { title = "T", period = "2025-04" }
article:say(("{a:"):rep(50000))
