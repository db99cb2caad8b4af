-- expect: ok
-- patterns that do not parse are errors
for _, pattern in ipairs { "[", "[a", "[^", "%", "(", ")", "%b", "%bx", "%f", "(()", "[%", "[]", "%1", "(%1)", ("("):rep(40) .. (")"):rep(40) } do
  assert(not pcall(string.match, "abc", pattern), pattern)
end
assert(("abc"):find("b", -10) == 2 and ("abc"):find("", 10) == nil and ("abc"):find("", 4) == 4)
