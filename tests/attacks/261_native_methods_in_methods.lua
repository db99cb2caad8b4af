-- expect: ok
-- each method of one object in a function that another calls
local names = probe.methods
for _, outer in ipairs(names) do for _, inner in ipairs(names) do if outer ~= "close" and outer ~= "save" then
  local t = probe.new(); pcall(function() return t[outer](t, function() return t[inner](t, "a", function() t:close() end) end) end) end end end
