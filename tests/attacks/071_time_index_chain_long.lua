-- expect: time limit|loop|ok
-- a chain of 10,000 tables
local last = { x = 1 }
for _ = 1, 10000 do last = setmetatable({}, { __index = last }) end
while true do local _ = last.x end
