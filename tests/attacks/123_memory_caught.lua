-- expect: memory limit
-- being out of memory is not caught again and again
while true do
  pcall(function() local s = "x" while true do s = s .. s end end)
end
