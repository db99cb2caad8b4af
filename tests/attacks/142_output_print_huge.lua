-- expect: output limit|memory limit
-- one print of 32 MB
print(("x"):rep(1 << 24), ("y"):rep(1 << 24))
