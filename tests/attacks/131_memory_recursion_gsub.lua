-- expect: stack overflow|memory limit|time limit
-- a recursion through gsub
local function f(s) return (s:gsub(".", f)) end
return f "xx"
