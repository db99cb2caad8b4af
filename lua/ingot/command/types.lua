--- `ingot types`: the folder that an editor's Lua language server needs as a library.

local native <const> = require "ingot.native"

local M = { name = "types", summary = "print the folder that tells an editor of all functions" }

function M.define(parser)
  parser:description(M.summary .. [[


In an editor with the Lua language server, this folder is the library that a project's
.luarc.json names; ingot new writes one. The same texts in a terminal: ingot help NAME.]])
end

function M.run()
  io.stdout:write(native.share, "/lua\n")
  return 0
end

return M
