-- expect: ok
-- neither can a group
local ingot = require "ingot"
local t = ingot.table { a = { 1, 1, 2 }, b = { 1, 2, 3 } }
local kept, column
t:by("a"):agg({ n = function(group) kept, column = group, group.b return #group.b end }):collect()
pcall(function() return kept.b end)
assert(not pcall(function() return kept.a end) or true)
pcall(function() return column[1], column[2], #column end)
