-- expect: time limit|memory limit
-- texts made and thrown away
while true do local s = ("x"):rep(1 << 20) end
