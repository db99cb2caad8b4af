-- expect: memory limit|invalid|number expected|too long
-- a field of many digits, many times
local s = ("%99d"):rep(1 << 20)
return #s:format(table.unpack({}, 1, 200))
