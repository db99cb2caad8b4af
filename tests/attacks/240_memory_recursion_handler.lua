-- expect: stack overflow|error in error handling
-- a handler of messages that goes deep
local function deep(n) return n == 0 and error "bottom" or 1 + deep(n - 1) end
local function handler(e) return deep(1e9) end
local ok, e = xpcall(deep, handler, 10); error(e, 0)
