-- expect: time limit|too large|wrong|out of bounds|ok
-- __len lies to remove
table.remove(setmetatable({}, { __len = function() return 1 << 60 end }), 1)
