-- expect: ok
-- every function of io is absent, and so are its streams
for _, name in ipairs { "open", "popen", "read", "write", "lines", "input", "output", "close", "tmpfile", "type", "stdout", "stdin" } do
  local worked, f = pcall(function() return io[name] end)
  if worked and f ~= nil then
    error("LEAK io." .. name)
  end
end
