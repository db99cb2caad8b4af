-- expect: time limit
-- the text of an error takes for ever
error(setmetatable({}, { __tostring = function() while true do end end }))
