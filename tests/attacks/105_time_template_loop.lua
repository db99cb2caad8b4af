-- expect: time limit|memory limit
-- sentences for ever
local ingot = require "ingot"
local article = ingot.article { title = "T", period = "2025-04" }
while true do article:say "Nothing is said." end
