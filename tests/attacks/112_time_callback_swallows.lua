-- expect: time limit
-- a callback that takes its own end for an error
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
while true do
  pcall(function() t:where(function() while true do pcall(error) end end):collect() end)
end
