-- expect: ok
-- the library's own means cannot be required
for _, name in ipairs { "ingot.native", "lfs", "lpeg", "os", "io", "debug", "package", "socket", "ffi", "posix", "busted", "argparse", "ingot.command.run" } do
  local worked, module = pcall(require, name)
  if worked and type(module) == "table" then
    for _, key in ipairs { "write", "execute", "open", "getinfo", "loadlib", "chdir", "run", "spawn" } do
      local has, f = pcall(function() return module[key] end)
      if has and type(f) == "function" and name ~= "ingot" then error("LEAK " .. name .. "." .. key) end
    end
  end
end
