-- expect: time limit|memory limit
-- texts compiled for ever
while true do load(("local x = 1 "):rep(1000)) end
