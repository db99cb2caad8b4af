-- expect: time limit|ok|too large
-- an empty text 2^62 times
local _ = #(""):rep(1 << 62)
