-- expect: stack overflow|memory limit|running|time limit|error
-- a recursion through a query's function
local ingot = require "ingot"
local t = ingot.table { a = { 1 } }
local function f() t:where(f):collect() return true end
f()
