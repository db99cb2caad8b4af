-- expect: ok
-- the functions behind ("x"):rep are not the script's table of them
pcall(rawset, string, "rep", function() return "poisoned" end)
pcall(rawset, string, "format", function() return "poisoned" end)
assert(("x"):rep(3) == "xxx")
