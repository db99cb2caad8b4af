-- expect: memory limit|time limit
-- functions that keep texts
local t = {}
while true do
  local s = ("x"):rep(100) .. #t
  t[#t + 1] = function() return s end
end
