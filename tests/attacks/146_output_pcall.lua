-- expect: output limit
-- the end of what may be printed cannot be caught
while true do pcall(print, ("x"):rep(100000)) end
