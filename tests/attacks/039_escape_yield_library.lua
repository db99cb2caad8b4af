-- expect: ok
-- a coroutine cannot be left in the middle of the library and the library's state be used
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
local co = coroutine.wrap(function() return t:where(function() coroutine.yield(1) return true end):collect() end)
pcall(co)
assert(#t:where("a > 1"):collect() == 2)
