-- expect: ok|not available in sandbox
-- a finalizer that brings its object back at the end of the state
local list = {}
pcall(function() setmetatable(list, { __gc = function(self) kept = self setmetatable(self, getmetatable(self)) end }) end)
list = nil
collectgarbage()
