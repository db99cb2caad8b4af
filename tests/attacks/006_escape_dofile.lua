-- expect: not available in sandbox|undefined name
-- another file as Lua
dofile("/etc/passwd")
