-- expect: ok
-- weak tables in all ways while the collector runs
local weak = setmetatable({}, { __mode = "kv" })
for i = 1, 2e4 do local k = {}; weak[k] = { k }; weak[i] = k; if i % 1000 == 0 then collectgarbage "step" end end
collectgarbage()
for k, v in next, weak do assert(v ~= nil) end
local m = {}; local t = setmetatable({}, m); m.__mode = "k"; for i = 1, 1e4 do t[{}] = i end; collectgarbage(); assert(next(t) == nil)
for i = 1, 100 do local e = setmetatable({}, { __mode = "k" }); local k = {}; e[k] = function() return k, e end end
collectgarbage()
