-- expect: ok
-- the strings' metatable and what stands behind it
assert(getmetatable("") == false)
assert(not pcall(setmetatable, "", {}))
assert(not pcall(function() return ("x").dump(print) end))
assert(("x").rep ~= nil and ("x").nothing == nil)
assert(not pcall(function() local s = "x"; s.rep = 1 end))
assert(("10" + 1) == 11 and -"2" == -2)
for _, v in ipairs { 1, true, print, coroutine.create(print) } do assert(getmetatable(v) == nil and not pcall(setmetatable, v, {})) end
assert(getmetatable(nil) == nil)
string.rep = nil; assert(("x"):rep(2) == "xx")
