-- expect: ok
-- loaded text has one upvalue, the script's globals
local f = load "local a = 1 return function() return a, _ENV end"
local _, env = f()()
assert(env == _G)
