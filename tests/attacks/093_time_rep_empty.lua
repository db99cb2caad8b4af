-- expect: time limit|ok|too large
-- an empty text 2^62 times
return #(""):rep(1 << 62)
