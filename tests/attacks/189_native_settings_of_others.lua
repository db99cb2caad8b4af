-- expect: ok
-- limits and threads of the program cannot be asked or changed
local ingot = require "ingot"
for _, name in ipairs { "native", "threads", "memory_limit", "fail_at", "chdir", "write", "spawn" } do
  local worked, value = pcall(function() return ingot[name] end)
  if worked and value ~= nil then error("LEAK ingot." .. name) end
end
