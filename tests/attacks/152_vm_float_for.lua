-- expect: ok
-- a loop with a fraction as its step ends
local n = 0
for x = 0, 1, 0.1 do n = n + 1 end
assert(n == 11 or n == 10)
for x = 1, 0 / 0 do error "not reached" end
