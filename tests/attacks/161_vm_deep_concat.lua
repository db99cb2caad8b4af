-- expect: ok|overflow|too many|limit|registers|complex
-- a chain of 10,000 joined texts
local f, e = load("return " .. ("'a' .. "):rep(10000) .. "'a'")
if not f then error(e) end
assert(#f() == 10001)
