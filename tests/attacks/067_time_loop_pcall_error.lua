-- expect: time limit
-- errors raised and taken for ever
while true do pcall(error, "x") end
