--- `ingot completion bash|zsh`: what a shell needs to complete the program's words. It is written out of
--- the commands' own definitions; names of what there is to list, help or ask are the program's to tell.

local options <const> = require "ingot.command.options"

local M = { name = "completion", summary = "print what completes these commands in bash or zsh" }

function M.define(parser)
  parser:description(M.summary .. [[


For bash, in ~/.bashrc:   eval "$(ingot completion bash)"
For zsh, in ~/.zshrc:     eval "$(ingot completion zsh)"
An installed ingot brings them along.]])
  parser:argument("shell", "bash or zsh"):choices { "bash", "zsh" }
end

---@class ingot.CompletionCommand
---@field name string
---@field summary string
---@field options { names: string[], about: string, takes: string? }[]  takes: what follows, as "DIR"
---@field words string[]   what its argument may be; empty: files

local FIRST_LINE <const> = "^[^\n]*"

-- What an argument of a command may be, where it is one of a few.
local words_of <const> = {
  list = function() return require "ingot.suggest".names(require "ingot.command.list".kinds) end,
  completion = function() return { "bash", "zsh" } end,
  help = function() return require "ingot.command".names end, -- and more: see ingot.duty.completion
}

local function described(command)
  local parser <const> = options.parser(command)
  local found <const> = {}
  for _, option in ipairs(parser._options) do
    local takes <const> = option._maxargs and option._maxargs > 0 and option._argname or nil
    found[#found + 1] = {
      names = option._aliases, about = (option._description or ""):match(FIRST_LINE),
      takes = type(takes) == "table" and takes[1] or takes or option._maxargs > 0 and "VALUE" or nil,
      choices = option._choices,
    }
  end
  return { name = command.name, summary = command.summary, options = found,
    words = words_of[command.name] and words_of[command.name]() or {} }
end

--- The commands are described here, by their own parsers; a worker adds the names of the library.
---@param args table
---@return ingot.Job
function M.job(args)
  local commands <const> = {}
  for i, command in ipairs(require "ingot.command".all()) do
    commands[i] = described(command)
  end
  return {
    name = "ingot completion", module = "ingot.duty.completion",
    args = { shell = args.shell, commands = commands },
  }
end

return M
