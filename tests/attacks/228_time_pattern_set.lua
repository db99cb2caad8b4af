-- expect: time limit|ok|malformed
-- huge sets and classes
local p = "[" .. ("a-b%w"):rep(2e5) .. "]"
for _ = 1, 1e6 do (("~"):rep(1e5)):find(p) end
