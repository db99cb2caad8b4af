-- expect: memory limit
-- functions that keep texts
local t = {}
while true do
  local s = ("x"):rep(1000) .. #t
  t[#t + 1] = function() return s end
end
