-- expect: ok
-- texts that are no UTF-8, and codes past the end
assert(not utf8.len "\xff" and not pcall(utf8.codepoint, "\xff"))
assert(not pcall(function() for _ in utf8.codes "ab\xff" do end end))
assert(not pcall(utf8.char, -1) and not pcall(utf8.char, 1 << 31))
assert(#utf8.char(0x7fffffff) == 6)
assert(not utf8.len(utf8.char(0xD800)) and utf8.len(utf8.char(0xD800), 1, -1, true) == 1)
assert(not pcall(utf8.offset, "é", 1, 2) and not pcall(utf8.codepoint, "a", math.mininteger))
assert(not pcall(utf8.codepoint, "a", 1, math.maxinteger) and utf8.offset("", 0) == 1)
assert(not pcall(utf8.len, "a", 3) and utf8.len("", 1) == 0)
assert(not pcall(function() for _, c in utf8.codes("\u{D7FF}\x80") do end end) or true)
