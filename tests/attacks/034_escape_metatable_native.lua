-- expect: ok
-- the metatables of tables, queries and groupings stay hidden
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2 } }
for _, object in ipairs { t, t:where "a > 1", t:by "a" } do
  if type(getmetatable(object)) == "table" then error("LEAK metatable") end
  if pcall(setmetatable, object, {}) then error("LEAK setmetatable") end
  if pcall(rawset, object, "x", 1) or pcall(rawget, object, "x") then error("LEAK raw") end
end
