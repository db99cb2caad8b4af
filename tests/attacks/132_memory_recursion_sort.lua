-- expect: stack overflow|memory limit|time limit|invalid
-- a recursion through the order of sort
local function order() table.sort({ 1, 2, 3 }, order) return false end
order()
