-- expect: ok
-- long brackets of many levels
for level = 0, 200 do
  local bar = ("="):rep(level)
  assert(load("return [" .. bar .. "[x]" .. bar .. "]")() == "x")
end
