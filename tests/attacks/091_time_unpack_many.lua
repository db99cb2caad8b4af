-- expect: too many results|stack overflow|memory limit
-- 2^31 results
table.unpack({}, 1, 1 << 31)
