-- expect: too many results|stack overflow|memory limit
-- results without end
return select("#", table.unpack({}, 1, 1e8))
