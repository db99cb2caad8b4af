-- expect: overflow|too many|ok|limit
-- blocks in blocks
local f, e = load(("do "):rep(5000) .. ("end "):rep(5000))
error(e)
