-- expect: ok
-- a chunk that is loaded without an environment sees the script's globals, not the library's
mine = 7
assert(load("return mine")() == 7)
assert(load("return _G")() == _G)
local worked, native = pcall(load [[return require "ingot.native"]])
if worked and native then error("LEAK native") end
