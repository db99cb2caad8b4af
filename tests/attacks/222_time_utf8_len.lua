-- expect: time limit|memory limit
-- lengths of long texts
local s = ("é"):rep(4e6); while true do utf8.len(s); utf8.offset(s, -1); utf8.codepoint(s, 1, 2) end
