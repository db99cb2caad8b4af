-- expect: ok
-- weak tables while the collector works step by step
local t = setmetatable({}, { __mode = "kv" })
for i = 1, 20000 do
  t[i] = { i }
  t[{}] = i
  if i % 1000 == 0 then collectgarbage "step" end
end
collectgarbage()
local n = 0
for _ in pairs(t) do n = n + 1 end
assert(n < 40000)
