-- expect: memory limit
-- a replacement by long texts
local long = ("x"):rep(1 << 16)
return #(("a"):rep(1 << 14)):gsub("a", function() return long end)
