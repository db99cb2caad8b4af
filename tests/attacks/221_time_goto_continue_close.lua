-- expect: time limit
-- backward jumps over variables that are closed
::again:: do local x <close> = setmetatable({}, { __close = function() end }) end goto again
