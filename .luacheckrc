std = "lua54"
max_line_length = 120
exclude_files = {
  "build/", "out/",
  "tests/attacks/", "tests/fuzz/", "tests/**/fixtures/", "tests/c/lua/sandbox/modules/broken.lua", -- hostile or broken on purpose
}

files["tests/lua/"].std = "+busted"

-- Declarations for the language server: nothing in them is ever used or assigned.
files["lua/ingot/types/"].ignore = { "1..", "2..", "3.." }

-- What runs in the closed state of a worker has none of these there.
local closed = { "io", "os", "debug", "package", "dofile", "loadfile" }
files["lua/ingot/"].not_globals = closed

-- What only ever runs in the supervisor, or in a test.
for _, name in ipairs {
  "batch/folder", "batch/journal", "batch/resume", "command/batch", "command/help", "command/init",
  "command/new", "command/places", "command/repl", "command/run", "command/supervise", "command/test",
  "command/test_output", "command/types", "command/watch", "modules", "repl/history",
} do
  files["lua/ingot/" .. name .. ".lua"].globals = closed
end
