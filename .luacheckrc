std = "lua54"
max_line_length = 120
exclude_files = {
  "build/", "out/",
  "tests/attacks/", "tests/fuzz/", "tests/**/fixtures/", -- hostile or broken on purpose
}

files["tests/lua/"].std = "+busted"

-- Declarations for the language server: nothing in them is ever used or assigned.
files["lua/ingot/types/"].ignore = { "1..", "2..", "3.." }
