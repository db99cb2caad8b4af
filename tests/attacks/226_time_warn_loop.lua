-- expect: time limit|output limit
-- warnings
while true do warn "@on"; warn("x", "y") end
