-- expect: time limit
-- a loop in the function given to gsub
string.gsub("x", "x", function() while true do end end)
