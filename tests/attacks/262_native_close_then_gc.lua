-- expect: ok
-- queries over a table that was closed, and collected
for i = 1, 200 do local t = probe.new(); local q = t:where "a > 1"; local c = pcall(function() return t:column "a" end); t:close(); t = nil; collectgarbage "step"; pcall(function() return q:rows() end); pcall(function() for _ in q:rows() do end end); pcall(tostring, q); pcall(function() return #q end) end
