-- expect: ok
-- a closed table, and what was made of it before, give errors or results, never more
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 }, s = { "x", "y", "z" } }
local q, g, c = t:where "a > 1", t:by "s", t:column "a"
t:close()
t:close()
for _, f in ipairs {
  function() return #t end, function() return t:where "a > 1" end, function() return t:csv() end, function() return t:column "a" end,
  function() return t:join(t, "a") end, function() return t:schema() end, function() t:save "out/x.csv" end,
} do
  assert(not pcall(f))
end
assert(#q:collect() == 2 and #g:agg({ n = "count()" }):collect() == 3 and c[3] == 3)
tostring(t)
