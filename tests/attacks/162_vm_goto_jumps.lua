-- expect: ok|too long|too many|control structure
-- a jump over 100,000 lines
local f, e = load("if x then\n" .. ("local_ = 1\n"):rep(100000) .. "end", "x", "t", {})
if not f then error(e) end
f()
