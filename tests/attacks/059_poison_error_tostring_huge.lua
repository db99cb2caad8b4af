-- expect: memory limit|error
-- the text of an error takes all memory
error(setmetatable({}, { __tostring = function() local s = "x" while true do s = s .. s end end }))
