-- expect: not available in sandbox
-- upvaluejoin of the same upvalue
local function f() return f end
debug.upvaluejoin(f, 1, f, 1)
