-- expect: ok
-- words of a chart are words, also where they look like commands of the program that draws
local ingot = require "ingot"
local article = ingot.article { title = 'T"; system("touch /tmp/ingot_attack_plot"); "`touch /tmp/ingot_attack_plot`', period = "2025-04" }
pcall(function() article:say('`id` "; system("touch /tmp/ingot_attack_plot")') end)
return article
