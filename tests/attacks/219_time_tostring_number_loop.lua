-- expect: time limit|memory limit
-- numbers of many digits
while true do local _ = ("9"):rep(1e6) + 0.0 end
