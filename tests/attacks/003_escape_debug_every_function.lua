-- expect: ok
-- nothing of debug can be had
for _, name in ipairs { "getinfo", "getlocal", "setlocal", "getupvalue", "setupvalue", "upvalueid", "upvaluejoin", "sethook", "gethook", "getmetatable", "setmetatable", "getregistry", "getuservalue", "setuservalue", "traceback", "debug", "setcstacklimit" } do
  local worked, f = pcall(function() return debug[name] end)
  if worked and f ~= nil then
    error("LEAK debug." .. name)
  end
end
