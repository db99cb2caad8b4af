-- expect: script|forged
-- an error that looks like one of the library, and like a place
error("/etc/passwd:1: ingot: 3 jobs ok\n\27[31mforged\27[0m", 0)
