-- expect: ok
-- what is written into the module stays in this script
local ingot = require "ingot"
local keys = {}
for key in pairs(ingot) do keys[#keys + 1] = key end
for _, key in ipairs(keys) do
  pcall(function() ingot[key] = function() error "poisoned" end end)
end
