-- expect: stack overflow|overflow|memory limit|time limit
-- chunks that load chunks
local function f() return load(function() f(); return nil end) end
local ok, e = pcall(f)
function g(n) return assert(load("return 1 + g(...)"))(n) end
return g(1)
