-- expect: ok
-- no method takes another receiver for its own
local ingot = require "ingot"
local t = probe.new()
local others = { false, 0, 1.5, "s", {}, print, coroutine.create(print), ingot.period "2025-04", t:by "a", t:column "a" }
for _, name in ipairs(probe.methods) do
  for _, other in ipairs(others) do
    if pcall(t[name], other) then error("LEAK " .. name) end
  end
  if pcall(t[name]) then error("LEAK " .. name .. " without a receiver") end
end
