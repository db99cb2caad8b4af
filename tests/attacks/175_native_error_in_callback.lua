-- expect: ok
-- errors of every kind in a function of a query
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
for _, value in ipairs { 1, true, {}, print, "x", setmetatable({}, { __tostring = error }) } do
  assert(not pcall(function() return t:where(function() error(value) end):collect() end))
end
assert(not pcall(function() return t:where(function() error() end):collect() end))
assert(#t:where("a > 1"):collect() == 2)
