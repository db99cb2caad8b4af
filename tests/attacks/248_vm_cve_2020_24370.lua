-- expect: not available in sandbox
-- negation overflow of getlocal
debug.getlocal(1, -math.mininteger)
