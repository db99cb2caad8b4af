-- expect: time limit
-- a step so small that it never gets on
for x = 1e300, math.huge, 1 do end
