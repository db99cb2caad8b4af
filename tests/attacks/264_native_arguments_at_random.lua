-- expect: ok|memory limit|time limit
-- arguments of every kind in every place
local values = { nil, false, true, 0, -1, 1, 1.5, 0 / 0, math.huge, math.maxinteger, math.mininteger, "", "a", "s", "\0", "a > 1", ("a+"):rep(1000) .. "a", {}, { "a" }, { a = "a" }, { a = 1 }, print, function() error {} end, function(...) return ... end, probe.new(), probe.new():where "a > 1", setmetatable({}, { __index = function(_, k) return k end, __len = function() return 1e9 end }), coroutine.create(print) }
for round = 1, 8000 do local t = round % 3 == 0 and probe.new():where "a > 0" or probe.new(); local m = probe.methods[math.random(#probe.methods)]
  if m ~= "save" then pcall(function() local r = t[m](t, values[math.random(28)], values[math.random(28)], values[math.random(28)]); tostring(r); return #r end) end end
