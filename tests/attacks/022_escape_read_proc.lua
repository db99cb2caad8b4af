-- expect: not available in sandbox
-- the process's own memory and files as data
local ingot = require "ingot"
for _, path in ipairs { "/proc/self/environ", "/proc/self/maps", "/proc/self/mem", "/proc/self/fd/0", "/dev/zero" } do
  local worked, t = pcall(ingot.read, path)
  if worked then error("LEAK " .. path .. #t) end
end
ingot.read("/proc/self/environ")
