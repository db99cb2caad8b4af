-- expect: memory limit|ok|too many|time limit
-- texts of code points
local t = {}
while true do t[#t + 1] = utf8.char(0x10FFFF, 0x10FFFF, #t % 0x10000 + 1) .. #t end
