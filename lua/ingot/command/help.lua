--- `ingot help [NAME]`: the commands; one of them; or a function, as `ingot.read` or `table:top`, in
--- the words that an editor shows of it.

local options <const> = require "ingot.command.options"

local M = { name = "help", summary = "tell of a command or of a function, as table:top" }

local USAGE <const> = 64

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

-- What is told of what scripts use; nil and a message when nothing is called so.
local function of_scripts(name)
  local find <const> = require "ingot.help.find"
  local text <const> = require "ingot.help.text"
  local subject <const>, entries <const>, message <const> = find.find(name)
  if subject then
    return text.subject(subject, find.entries(subject))
  elseif #entries == 0 then
    return nil, message
  elseif #entries == 1 then
    return text.entry(entries[1])
  end
  return ("%s is asked of several:\n\n%s"):format(name, text.list(entries))
end

function M.run(args)
  if not args.name then
    io.stdout:write(require "ingot.command".overview())
    return 0
  end
  local command <const>, names <const> = find_command(args.name)
  if command then
    io.stdout:write(options.parser(command):get_help(), "\n")
    return 0
  end
  local text <const>, message <const> = of_scripts(args.name)
  if text then
    io.stdout:write(text)
    return 0
  end
  local near <const> = require "ingot.suggest".did_you_mean(args.name, names)
  io.stderr:write("ingot: help: ", near ~= "" and message:gsub(" %(did you mean.*$", "") .. near or message,
    "\n")
  return USAGE
end

-- In a worker: the library is loaded for its names.
M.job = require "ingot.command.whole".of(M.name)

return M
