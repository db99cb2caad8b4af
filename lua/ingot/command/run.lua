--- `ingot run SCRIPT`: runs a script in a worker and prints and writes what it returns. Here is what
--- the command line means; `ingot.duty.run` is what the worker does.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local options <const> = require "ingot.command.options"
local places <const> = require "ingot.command.places"

local M = { name = "run", summary = "run a script; print and write what it returns" }

-- What a script may take, unless told otherwise.
local LIMITS <const> = { memory = "2G", time = "60s", cpu = "60s", output = "64M" }

function M.define(parser)
  parser:description(M.summary .. [[


Printed are the texts of its articles, in the first of their languages, and its tables; written are,
below the folder of --out, <script>[-<period>].md, .html and .claims.json of each article (other
languages as .zh.md …, a second article as -2.md …), its tables as .csv and its charts as
-1.svg …, all of them or, where anything fails, none. Warnings go to stderr.

The script runs by itself: it reads only below the project (the current folder, or that of --root),
the folders of --data, its own folder and those of INGOT_PATH, and writes only below the folder of
--out. Where it passes a limit it is ended, with exit code 75.]])
  parser:argument("script", "the script, a Lua file")
  parser:option("--set", "set an option of the script, as period=2025-04; a name that it has not lists "
    .. "those it has"):argname "NAME=VALUE":count "*"
  parser:option("--out", "folder for the outputs"):argname "DIR":default "out"
  parser:option("--root", "folder that relative paths start from"):argname "DIR"
  parser:option("--data", "a further folder that may be read"):argname "DIR":count "*"
  options.define_limits(parser, LIMITS)
  parser:option("--prelude", "run this file first: the script sees the names that it sets")
    :argname "FILE"
  parser:flag("--trusted", "let the script use all of Lua's libraries, and everything that you may "
    .. "read and write; limits hold still, but --output does not count what is printed, nor files that "
    .. "the script writes with Lua's own functions")
  parser:flag("--watch", "run again whenever the script, a module or its data are saved, and print "
    .. "what changed in the text; Ctrl-C ends it, with exit code 0")
  parser:flag("--fragile", "then move the data a little (last digits printed; late rows, all and "
    .. "of each larger member, by 0.5% and 1%) and list the sentences that would read otherwise")
  parser:flag("--no-charts", "draw no charts: their titles, words and sources stand for them")
  parser:flag("--omissions", "say behind each article what it leaves out: rules that never spoke, and "
    .. "large changes of which it says nothing")
end

--- The values of `--set`.
---@param given string[]  "NAME=VALUE"
---@return table<string, string>
function M.settings(given)
  local values <const> = {}
  for _, pair in ipairs(given) do
    local name <const>, value <const> = pair:match "^([%a_][%w_]*)=(.*)$"
    if not name then
      error_.raise("command line", ("ingot: --set %s: NAME=VALUE expected"):format(pair), 0)
    end
    values[name] = value
  end
  return values
end

local function enter(root)
  local moved <const>, message <const> = lfs.chdir(root)
  if not moved then
    local is_folder <const> = lfs.attributes(root, "mode") == "directory"
    error_.raise("no input", ("--root %s: %s"):format(root, is_folder and message or "no such folder"), 0)
  end
end

--- What a script is run with, whoever runs it.
---@class ingot.RunTask
---@field script string
---@field settings table<string, string>  of --set
---@field out string
---@field prelude? string
---@field no_charts? boolean
---@field omissions? boolean
---@field fragile? boolean
---@field inputs? string[]    names of the inputs that a batch shares

-- The folder of the outputs need not be there, but nothing else may.
local function check_out(out)
  local mode <const> = lfs.attributes(out, "mode")
  if mode and mode ~= "directory" then
    error_.raise("script", out .. ": is a file, a folder for the outputs is expected", 0)
  end
end

--- The job of running a script. Enters the folder of `--root`.
---@param args table
---@return ingot.Job
function M.job(args)
  local settings <const>, limits <const> = M.settings(args.set or {}), options.limits(args)
  if args.out == "" then
    error_.raise("command line", "ingot: a folder for the outputs expected, got an empty text", 0)
  end
  if args.root then
    enter(args.root)
  end
  check_out(args.out)
  return {
    name = args.script, module = "ingot.duty.run", limits = limits, out = args.out,
    trusted = args.trusted,
    reads = places.of { script = args.script, data = args.data, prelude = args.prelude },
    args = {
      script = args.script, settings = settings, out = args.out, prelude = args.prelude,
      no_charts = args.no_charts, omissions = args.omissions, fragile = args.fragile,
      inputs = args.inputs,
    },
  }
end

--- How the job is looked after, where it is not the usual way.
---@param args table
---@return fun(job: ingot.Job): integer?
function M.supervisor(args)
  return args.watch and require("ingot.command.watch").run or nil
end

return M
