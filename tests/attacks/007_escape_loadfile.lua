-- expect: not available in sandbox|undefined name
-- a compiled file
local f = loadfile("outside/evil.luac", "b")
error(f and "LEAK" or "none")
