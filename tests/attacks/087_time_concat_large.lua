-- expect: time limit|memory limit|too large
-- a text put together of 2^40 pieces that are not there
table.concat(setmetatable({}, { __index = function() return "" end, __len = function() return 1 << 40 end }))
