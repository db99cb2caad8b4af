--- `ingot help [NAME]`: the commands; one of them; or a function, as `ingot.read` or `table:top`, in
--- the words that an editor shows of it.

local options <const> = require "ingot.command.options"

local M = { name = "help", summary = "tell of a command or of a function, as table:top" }

function M.define(parser)
  parser:argument("name", "a command, or what scripts use: ingot.read, table:top, cube, top"):args "?"
end

-- The command of a name; else nil and all their names.
local function find_command(name)
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
  local command <const> = args.name and find_command(args.name)
  io.stdout:write(command and options.parser(command):get_help() .. "\n"
    or require "ingot.command".overview())
  return 0
end

--- Of what scripts use a worker tells, which loads the library for its names.
---@param args table
---@return ingot.Job?
function M.job(args)
  local command <const>, names <const> = find_command(args.name)
  if not args.name or command then
    return nil
  end
  return {
    name = "ingot help", module = "ingot.duty.help", args = { name = args.name, commands = names },
  }
end

return M
