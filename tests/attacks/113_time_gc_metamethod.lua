-- expect: ok|time limit|not available in sandbox
-- a finalizer that never ends is not even set
setmetatable({}, { __gc = function() while true do end end })
collectgarbage()
