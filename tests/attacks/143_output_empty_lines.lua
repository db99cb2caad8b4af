-- expect: output limit|time limit
-- lines without anything on them
while true do print() end
