-- expect: not available in sandbox
-- each module of the program that is not for scripts
local leaked = {}
for _, name in ipairs { "ingot.native", "ingot.lazy", "ingot.command", "ingot.command.run", "ingot.duty", "ingot.duty.run", "ingot.script", "ingot.script.require", "ingot.strict", "ingot.modules", "lfs", "lpeg", "ingot..native", "ingot/native", "ingot.native.x", "ingot.script.frames" } do
  local ok, m = pcall(require, name)
  if ok then leaked[#leaked + 1] = name .. "=" .. type(m) end
end
if #leaked > 0 then error("LEAK " .. table.concat(leaked, " ")) end
require "ingot.native"
