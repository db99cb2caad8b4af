-- expect: ok
-- rows and columns are read only
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
assert(not pcall(function() t:column "a"[1] = 9 end))
assert(not pcall(function() t:where(function(row) row.a = 9 return true end):collect() end))
assert(not pcall(function() t.a = 9 end))
