-- expect: ok
-- no name of a module leads out of the folders of modules
for _, name in ipairs { "../outside/evil", "..outside.evil", "/etc/passwd", "outside/../../etc/passwd", "link.evil", "./evil\0.lua", ("x"):rep(100000), "", "ingot/../../outside/evil" } do
  local worked, module = pcall(require, name)
  if worked and module == "evil" then error("LEAK " .. name:sub(1, 40)) end
end
