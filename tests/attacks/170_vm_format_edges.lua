-- expect: ok
-- forms of numbers and texts that are refused
assert(not pcall(string.format, "%1234d", 1) and not pcall(string.format, "%", 1) and not pcall(string.format, "%d", 1.5))
assert(not pcall(string.format, "%d") and not pcall(string.format, "%q", {}) and not pcall(string.format, "%.123f", 1))
assert(load("return " .. ("%q"):format(math.mininteger))() == math.mininteger)
assert(load("return " .. ("%q"):format("\0\r\n\27\"\\"))() == "\0\r\n\27\"\\")
