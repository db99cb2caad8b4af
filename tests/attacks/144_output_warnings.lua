-- expect: output limit|time limit
-- warnings for ever
warn("@on")
while true do warn(("w"):rep(1000)) end
