-- expect: ok
-- names of modules that are no names
for _, name in ipairs { "", ".", "..", "a..b", "/etc/passwd", "../x", "x\0y", ("a"):rep(1e6), "a/../../b", "%s", "_G", "string", "coroutine", "\27[2J", "ingot\0.native" , "link.evil", "..link.evil"} do
  local ok, e = pcall(require, name)
  if ok then error("LEAK module " .. name) end
  assert(type(e) == "string" and not e:find("evil\"", 1, true))
end
for _, v in ipairs { 1, 1.5, true, {}, print } do assert(not pcall(require, v)) end
assert(not pcall(require))
