-- expect: memory limit
-- neither in a coroutine
while true do
  coroutine.resume(coroutine.create(function() local t = {} for i = 1, math.maxinteger do t[i] = i end end))
end
