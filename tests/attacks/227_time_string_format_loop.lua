-- expect: time limit
-- wide numbers
while true do string.format(("%99.99f"):rep(50), table.unpack(setmetatable({}, { __index = function() return 1e308 end }), 1, 50)) end
