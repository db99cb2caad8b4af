-- expect: ok
-- no clock, and the same random numbers in every run
local worked = pcall(function() return os.time() + os.clock() end)
if worked then error("LEAK clock") end
pcall(math.randomseed)
local a = math.random(1 << 40)
pcall(math.randomseed, 42)
local b = math.random(1 << 40)
pcall(math.randomseed, 42)
assert(b == math.random(1 << 40) and a)
