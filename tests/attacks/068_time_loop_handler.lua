-- expect: time limit
-- a handler that goes on for ever
xpcall(error, function() while true do end end, "x")
