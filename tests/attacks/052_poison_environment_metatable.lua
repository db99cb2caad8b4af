-- expect: ok
-- globals with metamethods of the script's
local ingot = require "ingot"
pcall(setmetatable, _G, { __index = function() error "poisoned" end, __newindex = function() error "poisoned" end })
local t = ingot.table { a = { 1 } }
assert(#t == 1)
