-- expect: overflow|too many|limit
-- tables in tables
local f, e = load("return " .. ("{"):rep(5000) .. ("}"):rep(5000))
error(e)
