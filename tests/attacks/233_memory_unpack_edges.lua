-- expect: too many results
-- the edges of integers
pcall(table.unpack, {}, math.mininteger, math.maxinteger)
return table.unpack({}, math.mininteger, math.maxinteger)
