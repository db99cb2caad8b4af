-- expect: ok
-- a to-be-closed variable in a callback sees the error, and cannot go on
local ingot = require "ingot"
local t = ingot.table { a = { 1, 2, 3 } }
local got
local worked = pcall(function()
  t:where(function()
    local guard <close> = setmetatable({}, { __close = function(_, raised) got = raised end })
    error("mine")
  end):collect()
end)
assert(not worked and tostring(got):find "mine")
