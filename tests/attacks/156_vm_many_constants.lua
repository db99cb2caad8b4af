-- expect: ok
-- more constants than an instruction can name
local s = { "local t = {" }
for i = 1, 70000 do s[#s + 1] = i .. ".5," end
s[#s + 1] = "} return #t + t[70000]"
assert(load(table.concat(s))() == 70000 + 70000.5)
