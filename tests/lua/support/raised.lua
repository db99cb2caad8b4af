--- What a call raises, for holding error texts whole: the message, with the line of a spec written
--- as "HERE", and the kind of an error of the world ("mistake" for a caller's own). Where specs run
--- from the sources, the library's own files count as a script's.

local error_ = require "ingot.error"

---@param call function
---@return string message
---@return string kind
return function(call, ...)
  local worked <const>, value <const> = pcall(call, ...)
  assert(not worked, "an error was expected")
  local message <const> = tostring(value):gsub("^[^\n]-_spec%.lua:%d+: ", "HERE: ")
    :gsub("^lua/ingot/[%w_/]+%.lua:%d+: ", "HERE: ")
    :gsub("^tests/lua/support/raised%.lua:%d+: ", "HERE: ")
  return message, error_.is(value) and value.kind or "mistake"
end
