-- expect: ok
-- every method with every kind of argument
local bad = { false, 0, -1, 1.5, 0 / 0, math.maxinteger, "", "a", "\0", ("x"):rep(1e5), {}, { {} }, { a = {} }, function() end, print, coroutine.create(print) }
for _, name in ipairs(probe.methods) do
  for _, a in ipairs(bad) do
    for _, b in ipairs { false, 1, "a", {} } do
      local t = probe.new()
      pcall(function() return t[name](t, a, b) end)
      pcall(function() return t[name](a, t) end)
    end
  end
end
