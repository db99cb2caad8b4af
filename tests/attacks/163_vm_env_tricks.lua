-- expect: ok|attempt to
-- _ENV as a parameter, a constant, a number and nil
assert(load("local function f(_ENV) return x end return f { x = 3 }")() == 3)
assert(not pcall(load "local _ENV = nil; x = 1"))
assert(not pcall(load "local _ENV <const> = 5; local y = x + 1"))
assert(load("local _ENV <const> = { x = 1 }; local function f() return x end return f()")() == 1)
