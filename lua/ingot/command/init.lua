--- The command line: `ingot COMMAND …`. Each command is a module `ingot.command.<name>`, loaded
--- when asked for, that returns an ingot.Command. This is the one place that turns errors into exit
--- codes and text on stderr.

local error_ <const> = require "ingot.error"
local modules <const> = require "ingot.modules"
local native <const> = require "ingot.native"
local options <const> = require "ingot.command.options"
local suggest <const> = require "ingot.suggest"

---@class ingot.Command
---@field name string
---@field summary string                one line, for `ingot help`
---@field define fun(parser: table)     adds its arguments and options to an argparse parser
---@field run? fun(args: table): integer  does it, and gives the exit code
---@field job? fun(args: table): ingot.Job?  what a worker is to do; nil: `run` does it
---@field supervisor? fun(args: table): (fun(job: ingot.Job): integer)?  who looks after that job, where
---   it is not `supervise.run`

local M = {}

-- The commands there are, as `ingot help` groups them.
local groups <const> = {
  { "scripts", "run", "batch", "test" },
  { "what they printed", "why", "diff" },
  { "what others printed", "check" },
  { "data and definitions", "show", "pack", "list" },
  { "at the desk", "repl", "new", "types", "completion", "help" },
}

--- Their names, in that order.
---@type string[]
M.names = {}
for _, group in ipairs(groups) do
  table.move(group, 2, #group, #M.names + 1, M.names)
end

local USAGE <const> = 64

--- Loads a command of M.names; nil when this installation does not have it.
---@param name string
---@return ingot.Command?
function M.load(name)
  local module <const> = "ingot.command." .. name
  return package.searchpath(module, package.path) and require(module) or nil
end

--- Every command there is, in order.
---@return ingot.Command[]
function M.all()
  local commands <const> = {}
  for _, name in ipairs(M.names) do
    commands[#commands + 1] = M.load(name)
  end
  return commands
end

--- What `ingot help` prints without a name.
---@return string
function M.overview()
  local lines <const> = {
    "ingot: trade data in, commentary out, every printed number traceable",
    "",
    "usage: ingot COMMAND [ARGUMENT]…",
    "",
  }
  for _, group in ipairs(groups) do
    lines[#lines + 1] = group[1] .. ":"
    for i = 2, #group do
      local command <const> = M.load(group[i])
      lines[#lines + 1] = command and ("  %-10s %s"):format(command.name, command.summary)
    end
    lines[#lines + 1] = ""
  end
  lines[#lines + 1] = "ingot help COMMAND tells more of one, ingot help table:top of what scripts use;"
  lines[#lines + 1] = "ingot alone, on a terminal, begins a session; ingot --version tells the version."
  return table.concat(lines, "\n") .. "\n"
end

local function wrong_usage(message, usage)
  io.stderr:write("ingot: ", message, "\n", usage, "\n")
  return USAGE
end

local function report(raised)
  local text <const> = type(raised.value) == "string" and raised.value or tostring(raised.value)
  io.stderr:write(text, "\n")
  if os.getenv "INGOT_TRACEBACK" then
    io.stderr:write(raised.traceback, "\n")
  end
  return error_.exit_code(raised.value)
end

local function keep_traceback(value)
  return { value = value, traceback = native.traceback("", 2) }
end

local function start(command, args)
  local job <const> = command.job and command.job(args)
  if not job then
    return command.run(args)
  end
  local own <const> = command.supervisor and command.supervisor(args)
  return ((own or require("ingot.command.supervise").run)(job))
end

local function run(command, words)
  local parser <const> = options.parser(command)
  local args <const>, message <const> = options.parse(parser, words)
  if args == "help" then
    io.stdout:write(parser:get_help(), "\n")
    return 0
  elseif not args then
    return wrong_usage(message, parser:get_usage())
  end
  local ok <const>, result <const> = xpcall(start, keep_traceback, command, args)
  if not ok then
    return report(result)
  end
  return result
end

-- Words that stand for a command when they come first.
local aliases <const> = { ["-h"] = "help", ["--help"] = "help" }

--- Runs the command line and gives the exit code.
---@param arg string[]  as the global of that name
---@return integer
function M.main(arg)
  local first <const> = arg[1]
  local usage <const> = "usage: ingot COMMAND [ARGUMENT]…; ingot help lists the commands"
  if first == "--version" then
    io.stdout:write("ingot ", native.version, "\n")
    return 0
  elseif first == "--compile-modules" and arg[2] then -- for the build: see ingot.modules
    local written <const>, message <const> = modules.write(native.share, arg[2])
    return written and 0 or wrong_usage(message, usage)
  elseif not first and not (native.isatty(0) and native.isatty(1)) then
    return wrong_usage("a command is expected", usage)
  end
  local name <const> = aliases[first] or first or "repl" -- a terminal alone: a session
  local known = {}
  for _, command in ipairs(M.names) do
    known[command] = true
  end
  collectgarbage "stop" -- what is loaded stays
  local command <const> = known[name] and M.load(name)
  collectgarbage "restart"
  if not command then
    return wrong_usage(suggest.unknown("command", "commands", first, M.names), usage)
  end
  return run(command, table.move(arg, 2, #arg, 1, {}))
end

return M
