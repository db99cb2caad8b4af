-- expect: time limit
-- an order that takes for ever
table.sort({ 3, 2, 1 }, function() while true do end end)
