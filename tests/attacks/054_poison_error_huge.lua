-- expect: error|x
-- an error of many megabytes is told in a few lines
error(("x"):rep(8 << 20), 0)
