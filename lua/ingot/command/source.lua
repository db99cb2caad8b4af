--- The SOURCE of `ingot show` and `ingot pack` on the command line.

local format <const> = require "ingot.format"
local options <const> = require "ingot.command.options"
local suggest <const> = require "ingot.suggest"

local M = {}

-- False: none.
local function profile_name(text)
  if text == "none" then
    return false
  end
  local names <const> = format.names()
  for _, name in ipairs(names) do
    if name == text then
      return name
    end
  end
  return nil, suggest.unknown("profile", "profiles", text, names)
end

--- The argument and the options that say what to read.
---@param parser table
function M.define(parser)
  parser:argument("source", "a file, a folder or a pattern; several make one table; or a snapshot")
    :args "+"
  parser:option("--profile", "what kind of files, where their header does not say: "
    .. table.concat(format.names(), ", ") .. "; none reads columns as they stand"):argname "NAME"
    :convert(profile_name)
  parser:option("--flow", "what the files hold, when they do not say: export or import")
    :choices { "export", "import" }
  parser:option("--data", "a further folder that may be read"):argname "DIR":count "*"
  options.define_reading(parser)
end

return M
