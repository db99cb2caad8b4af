-- expect: ok
-- a chunk that claims to be a part of the library is none
local ingot = require "ingot"
local f = load("local r = ... return r 'ingot.native'", "@/usr/share/ingot/lua/ingot/evil.lua")
local worked, native = pcall(f, require)
if worked and type(native) == "table" then error("LEAK native") end
assert(ingot.version)
