-- expect: ok|error in error handling|stack overflow
-- errors in handlers, many deep
local function handler(e) return xpcall(error, handler, e) and 1 or error(e) end
local worked = xpcall(error, function(e) error(e) end, "x")
assert(not worked)
