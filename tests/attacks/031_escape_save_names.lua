-- expect: ok
-- names that look at the stage of outputs: nothing lands beside it, and what is refused is refused with an error
local ingot = require "ingot"
local t = ingot.table { a = { 1 } }
for _, path in ipairs { "out/.ingot-x/commit.csv", "out/../x.csv", "out/\0.csv", "out//../../x.csv", "out/./../y.csv", "out/" .. ("d/"):rep(3000) .. "x.csv", "out/" .. ("n"):rep(5000) .. ".csv" } do
  pcall(t.save, t, path)
end
