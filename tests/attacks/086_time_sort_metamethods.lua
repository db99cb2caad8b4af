-- expect: time limit|invalid order
-- an order by __lt that never ends
local order = { __lt = function() while true do end end }
table.sort { setmetatable({}, order), setmetatable({}, order), setmetatable({}, order) }
