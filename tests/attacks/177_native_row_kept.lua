-- expect: ok
-- a row that is kept behind its call gives an error
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
local kept
t:where(function(row) kept = row return true end):collect()
assert(not pcall(function() return kept.a end))
assert(not pcall(function() for _ in pairs(kept) do end end))
