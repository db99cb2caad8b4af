-- expect: near
-- names and lines of a million bytes in what a message shows
assert(load(("x"):rep(1e6) .. " = 1"))()
local ok, e = pcall(load("local " .. ("y"):rep(1e6) .. " = nil; return " .. ("y"):rep(1e6) .. ".z")); assert(not ok)
error(select(2, load("return " .. ("q"):rep(1e6) .. " " .. ("r"):rep(1e6))))
