-- expect: time limit
-- the plainest loop
while true do end
