-- expect: ok
-- the script's own print, pairs, error and type are not the library's
local ingot = require "ingot"
for _, name in ipairs { "print", "pairs", "ipairs", "next", "error", "type", "tostring", "tonumber", "assert", "select", "setmetatable", "getmetatable", "rawget", "rawset", "pcall", "xpcall", "require" } do
  _G[name] = function() return nil end
end
local t = ingot.table { a = { 1, 2 } }
t:describe()
t:csv()
