-- expect: ok
-- a list that changes while the library reads it
local ingot = require "ingot"
local columns = {}
local list = setmetatable({ 1, 2, 3 }, { __index = function(t, k) columns.a = nil return nil end })
columns.a = list
pcall(ingot.table, columns)
local names = setmetatable({ "a" }, { __index = function(t, i) t[i] = "a" return "a" end })
pcall(function() return ingot.table({ a = { 1 } }):select(names) end)
