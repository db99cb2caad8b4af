-- expect: time limit
-- a tail call for ever: the stack does not grow
local function f() return f() end
f()
