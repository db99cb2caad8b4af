-- expect: time limit|memory limit
-- long texts that are nearly alike, with zero bytes
local a = ("\0"):rep(8e6); local b = a .. "x"; while true do local _ = a < b end
