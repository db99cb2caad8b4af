-- expect: time limit
-- __close of a block that is left
do local x <close> = setmetatable({}, { __close = function() while true do end end }) end
