-- expect: time limit
-- numbers as texts
while true do local s = tostring(math.pi) .. tostring(1 << 60) end
