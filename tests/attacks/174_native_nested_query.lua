-- expect: ok|running
-- a query in the function of a query
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
local n = #t:where(function(row) return #t:where("a >= " .. row.a):collect() > 1 end):collect()
assert(n == 2)
