-- expect: memory limit|time limit
-- an article without end
local ingot = require "ingot"
local article = ingot.article { title = "T", period = "2025-04" }
local long = ("word "):rep(2000)
while true do article:say(long) end
