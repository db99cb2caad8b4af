-- expect: ok
-- a handler of errors is given a message, not the library's state
local ingot = require "ingot"
xpcall(function() ingot.read("missing.csv") end, function(raised)
  local meta = getmetatable(raised)
  if type(meta) == "table" then
    for key, value in pairs(meta) do
      if type(value) == "table" and value ~= meta then error("LEAK " .. tostring(key)) end
    end
    pcall(function() meta.__tostring = function() return "poisoned" end end)
  end
end)
