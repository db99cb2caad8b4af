-- expect: time limit|ok
-- a frontier at every place of a long text
while true do local _ = (("ab "):rep(300000)):find("%f[%w]%w+%f[%W]x") end
