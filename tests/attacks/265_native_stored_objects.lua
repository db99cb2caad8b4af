-- expect: ok
-- what a function of a query was handed, kept and used later
local kept = {}
local t = probe.new()
for _, m in ipairs(probe.methods) do if m ~= "close" and m ~= "save" then pcall(function() local r = t[m](t, function(...) for i = 1, select("#", ...) do kept[#kept + 1] = (select(i, ...)) end; return true end); if r then for _ in r:rows() do end end end) end end
t:close(); collectgarbage()
for _, o in ipairs(kept) do pcall(function() return o.a end); pcall(function() o.a = 1 end); pcall(tostring, o); pcall(function() return #o end); pcall(function() for k, v in pairs(o) do end end); for _, m in ipairs(probe.methods) do pcall(function() return o[m](o) end) end end
