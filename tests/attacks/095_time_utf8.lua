-- expect: time limit
-- code points counted for ever
local s = ("é"):rep(1 << 20)
while true do utf8.len(s) end
