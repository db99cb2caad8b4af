-- expect: ok
-- texts as numbers, at length
assert("10" + 5 == 15 and "0x10" * 1 == 16 and not pcall(function() return "x" + 1 end))
assert(tonumber(("1"):rep(400)) and not tonumber(("1"):rep(400) .. "x") and tonumber("1e" .. ("0"):rep(250) .. "1") == 10)
