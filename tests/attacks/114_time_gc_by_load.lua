-- expect: ok|not available in sandbox|time limit
-- finalizers set by loaded text and through pcall
pcall(load [[setmetatable({}, { __gc = function() while true do end end })]])
pcall(setmetatable, {}, { __gc = function() while true do end end })
for i = 1, 1e5 do local _ = { i } end
