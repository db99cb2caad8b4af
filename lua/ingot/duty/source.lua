--- The SOURCE of `ingot show` and `ingot pack`: files to be read, with how to read them, or one
--- snapshot.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local snapshot <const> = require "ingot.snapshot"

local M = {}

---@class ingot.CommandSource
---@field snapshot? string
---@field given string[]    as the command line has them
---@field paths string[]
---@field options ingot.ReadOptions

local function find_snapshot(args, path)
  local told <const> = args.profile and "--profile" or args.flow and "--flow"
  if told then
    return nil, told .. ": a snapshot knows how its files were read"
  end
  return { snapshot = path, given = { path }, paths = { path }, options = {} }
end

--- What the words of a command mean; nil with what is wrong with them.
---@param args table
---@return ingot.CommandSource? wanted, string? mistake
function M.find(args)
  local options <const> = { profile = args.profile, flow = args.flow }
  local mistake = read.mistake(options)
  if mistake then
    return nil, mistake
  end
  local paths <const>, message <const> = files.find(args.source)
  if not paths then
    return nil, message
  end
  for _, path in ipairs(paths) do
    if snapshot.is(path) then
      if #paths > 1 then
        return nil, ("'%s' is a snapshot, which is a source alone"):format(path)
      end
      return find_snapshot(args, path)
    end
  end
  return { given = args.source, paths = paths, options = options }
end

--- The table, the files it came from, and how they were read. What there is to say of a snapshot is
--- also said on stderr.
---@param wanted ingot.CommandSource
---@return ingot.Table data, string[] paths, ingot.ReadOptions options
function M.open(wanted)
  if not wanted.snapshot then
    local worked <const>, data <const> = error_.try(read.read, wanted.given, wanted.options)
    local mistake <const> = not worked and data:match "^read: (.*)$"
    if mistake then
      error_.raise("command line",
        "ingot: " .. mistake:gsub("; profile = false ", "; --profile none "), 0)
    end
    assert(worked, data)
    return data, wanted.paths, read.origin(data).options
  end
  local data <const> = snapshot.open(wanted.snapshot)
  for _, warning in ipairs(read.warnings()) do
    if warning.file == wanted.snapshot then
      native.say(2, ("%s: %s\n"):format(warning.file, warning.message))
    end
  end
  local from <const> = read.origin(data)
  return data, from and from.paths or wanted.paths, from and from.options or {}
end

return M
