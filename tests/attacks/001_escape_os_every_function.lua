-- expect: ok
-- every function of os is absent, however it is reached
for _, name in ipairs { "execute", "exit", "remove", "rename", "tmpname", "getenv", "setlocale", "clock", "time", "date" } do
  local worked, f = pcall(function() return os[name] end)
  if worked and type(f) == "function" then
    error("LEAK os." .. name)
  end
end
