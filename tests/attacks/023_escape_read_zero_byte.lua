-- expect: ok
-- a path with a zero byte is refused, not cut
local ingot = require "ingot"
for _, path in ipairs { "data.csv\0.txt", "\0", "link\0/secret.csv", "/etc/passwd\0data.csv" } do
  local worked = pcall(ingot.read, path)
  if worked then error("LEAK zero byte") end
end
