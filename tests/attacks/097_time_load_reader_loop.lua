-- expect: time limit
-- the reader of a chunk never gives anything but comments
load(function() while true do end end)
