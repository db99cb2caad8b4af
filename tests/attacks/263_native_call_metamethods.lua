-- expect: ok
-- all operators on all objects
local objects = { probe.new(), probe.new():where "a > 1", probe.new():by "s", 1, "x", {}, print, false }
for _, a in ipairs(objects) do for _, b in ipairs(objects) do
  for _, op in ipairs { "+", "-", "*", "/", "//", "%", "^", "&", "|", "~", "<<", ">>", "..", "==", "~=", "<", "<=" } do pcall(load("local a, b = ... return a " .. op .. " b"), a, b) end
  for _, op in ipairs { "-a", "#a", "~a", "a[b]", "a.x", "a()", "a(b)", "a[b](a)" } do pcall(load("local a, b = ... return " .. op), a, b) end
  pcall(load "local a, b = ... a[b] = 1", a, b) pcall(load "local a <close> = ...", a) pcall(load "local a = ... for k in a do end", a)
end end
