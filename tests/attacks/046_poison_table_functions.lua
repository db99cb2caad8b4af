-- expect: ok
-- changed functions of table do not reach the library
local ingot = require "ingot"
for _, library in ipairs { table, math, utf8, coroutine } do
  for name in next, library do
    pcall(rawset, library, name, function() error("poisoned", 0) end)
  end
end
local t = ingot.table { month = { "2025-03", "2025-04" }, qty = { 1, 2 } }
t:describe()
assert(#t:by("month"):agg { n = "sum(qty)" }:collect() == 2)
