-- expect: time limit
-- an iterator of matches, each of them slow
for _ in (("a"):rep(5000) .. "c"):gmatch("a*a*a*a*b") do end
