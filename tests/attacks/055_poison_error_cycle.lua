-- expect: error|table
-- an error value that holds itself
local e = {}
e.e = e
error(setmetatable(e, { __tostring = function(s) return s end }))
