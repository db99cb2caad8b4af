-- expect: ok
-- operators on constants behind 256 others, in a function within functions and in loops
local c = {}; for i = 1, 300 do c[i] = i .. ".5" end
local head = "local t = {" .. table.concat(c, ",") .. "} "
local function check(text, wanted) for _, form in ipairs { head .. "return %s", "return (function(...) " .. head .. " return %s end)(...)", head .. "for i = 1, 2 do if i == 2 then return %s end end" } do local got = assert(load((form:gsub("%%s", function() return text end))))(5, 6); assert(got == wanted, text .. " gave " .. tostring(got)) end end
check("1000 ~ (t and 24 or 9)", 1000 ~ 24) check("7 & (nil or 3)", 3) check("8 | (false or (t and 1))", 9) check("(2 or 3) ~ 1", 3) check("1 - (2 or 3)", -1)
check("70000 ~ (t[1] and t[999] or 1)", 70001) check("'x' .. (nil or 'y')", "xy") check("1 | (2 and 4 and (nil or 8))", 9) check("100 // (7 or 1)", 14) check("-(2 or 1) ~ 9", -2 ~ 9) check("~(2 or 1)", ~2) check("3 == (3 or 4)", true) check("9 < (10 or 1)", true) check("t[1] // 1 | (nil or 2)", 3)
