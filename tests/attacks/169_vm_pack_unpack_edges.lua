-- expect: ok
-- packed forms that do not fit are errors
assert(not pcall(string.unpack, "<i17", ("x"):rep(20)))
assert(not pcall(string.unpack, "<s4", "\255\255\255\255x"))
assert(not pcall(string.unpack, "z", "no zero"))
assert(not pcall(string.unpack, "<i8", "short"))
assert(not pcall(string.unpack, "c4294967296", "x"))
assert(not pcall(string.unpack, "<i4", "1234", 1 << 40))
assert(not pcall(string.pack, "!17i4", 1))
