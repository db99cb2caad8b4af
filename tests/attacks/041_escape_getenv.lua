-- expect: ok
-- no variable of the environment can be read
local worked, value = pcall(function() return os.getenv "PATH" end)
if worked and value then error("LEAK " .. value) end
