-- expect: ok
-- a module of the script's that takes the place of one of the library's
local worked = pcall(function() package.loaded["ingot.render.html"] = { render = function() return "poisoned" end } end)
if worked then error("LEAK package.loaded") end
