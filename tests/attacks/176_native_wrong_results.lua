-- expect: ok
-- functions of queries that give nonsense
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
for _, value in ipairs { {}, print, "x", 0 / 0, 1e308, coroutine.create(print), t } do
  pcall(function() return t:derive({ b = function() return value end }):collect():csv() end)
  pcall(function() return t:where(function() return value end):collect():csv() end)
end
