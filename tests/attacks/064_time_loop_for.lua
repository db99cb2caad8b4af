-- expect: time limit
-- a numeric loop of 2^63 turns
for i = 1, math.maxinteger do end
