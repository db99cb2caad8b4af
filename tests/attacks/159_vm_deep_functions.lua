-- expect: overflow|too many|limit
-- functions in functions
local f, e = load(("return function() "):rep(5000) .. ("end "):rep(5000))
error(e)
