-- expect: ok
-- a function given to the library has no more than the script: no upvalue, no argument leads to its insides
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
local seen = {}
t:where(function(row, ...)
  seen[#seen + 1] = select("#", ...)
  if getmetatable(row) ~= nil and type(getmetatable(row)) == "table" then error("LEAK metatable of a row") end
  if pcall(function() return row.__index end) then error("LEAK __index") end
  return true
end):collect()
assert(#seen == 3)
