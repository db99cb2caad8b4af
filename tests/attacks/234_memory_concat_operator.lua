-- expect: memory limit
-- operands doubled
local s = ("x"):rep(1 << 20); while true do s = s .. s .. s end
