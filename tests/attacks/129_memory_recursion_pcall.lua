-- expect: stack overflow|x|memory limit|ok
-- a recursion through pcall
local function f() return pcall(f) end
local _ = { f() }
local function g() pcall(g) error "x" end
g()
