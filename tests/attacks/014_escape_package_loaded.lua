-- expect: ok
-- the table of loaded modules is not to be had
local worked, loaded = pcall(function() return package.loaded end)
if worked and type(loaded) == "table" then
  for name, module in pairs(loaded) do
    if name == "os" or name == "io" or name == "ingot.native" then error("LEAK " .. name .. tostring(module)) end
  end
end
