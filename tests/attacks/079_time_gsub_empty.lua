-- expect: time limit|memory limit
-- an empty pattern over a long text, again and again
while true do local s = ("x"):rep(1e6):gsub("", "") end
