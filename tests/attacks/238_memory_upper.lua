-- expect: memory limit
-- copies of a large text
local s = ("x"):rep(3 << 23); return #(s:upper() .. s:lower() .. s:reverse())
