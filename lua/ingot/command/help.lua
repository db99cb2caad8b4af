--- `ingot help [NAME]`: the commands, or one of them.

local options <const> = require "ingot.command.options"

local M = { name = "help", summary = "tell of the commands, or of one" }

function M.define(parser)
  parser:argument("command", "a command"):args "?"
end

local function find(name)
  local command <const> = require "ingot.command" -- which loads this module
  local names <const> = {}
  for _, each in ipairs(command.all()) do
    if each.name == name then
      return each
    end
    names[#names + 1] = each.name
  end
  return nil, names
end

function M.run(args)
  if not args.command then
    io.stdout:write(require "ingot.command".overview())
    return 0
  end
  local found <const>, names <const> = find(args.command)
  if not found then
    local suggest <const> = require "ingot.suggest"
    io.stderr:write("ingot: ", suggest.unknown("command", "commands", args.command, names),
      "\n")
    return 64
  end
  io.stdout:write(options.parser(found):get_help(), "\n")
  return 0
end

return M
