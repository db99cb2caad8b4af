-- expect: ok
-- a table closed by the function of its own query
local ingot = require "ingot"
for _ = 1, 50 do
  local t = ingot.table { a = { 1, 2, 3 } }
  local q
  q = t:where(function(row) t:close() if q then q:close() end return row.a > 1 end)
  pcall(function() return #q:collect() end)
end
