--- What a run says of itself: in the claims files, so that it can be told what made them, and to the
--- supervisor. Nothing in it depends on when and on which machine it ran: paths stand as they were
--- given, and no clock.

local input <const> = require "ingot.input"
local legible <const> = require "ingot.legible"
local message <const> = require "ingot.message"
local option <const> = require "ingot.option"
local record <const> = require "ingot.read.record"
local require_ <const> = require "ingot.script.require"
local seen <const> = require "ingot.seen"

local M = {}

local function ordered(keys, fields)
  return setmetatable(fields, { __order = keys })
end

local function list(items)
  return setmetatable(items, { __array = true })
end

local function hashed(path)
  local found <const>, hash <const> = pcall(record.hash, path)
  return ordered({ "path", "hash" }, { path = path, hash = found and hash or nil })
end

local function legible_hash(path)
  local file <const> = hashed(path)
  file.path = legible(path)
  return file
end

local function legible_values(values)
  local copy <const> = {}
  for name, value in pairs(values) do
    copy[name] = type(value) == "string" and legible(value) or value
  end
  return copy
end

-- The modules that scripts required, in order of path.
local function modules()
  local paths <const>, files <const> = {}, list {}
  for _, module in ipairs(require_.required()) do
    paths[#paths + 1] = module.path
  end
  table.sort(paths)
  for i, path in ipairs(paths) do
    files[i] = legible_hash(path)
  end
  return files
end

---@class ingot.RunAbout  as it stands in a claims file
---@field script { path: string, hash: string }
---@field prelude? { path: string, hash: string }
---@field modules { path: string, hash: string }[]  those that scripts required, but the program's own
---@field settings table<string, string>  what --set gave
---@field options table<string, any>      the script's options as they came to be

--- What made a claims file.
---@param task ingot.RunTask
---@return ingot.RunAbout
function M.of(task)
  return ordered({ "script", "prelude", "modules", "settings", "options" }, {
    script = legible_hash(task.script),
    prelude = task.prelude and legible_hash(task.prelude) or nil,
    modules = modules(), settings = legible_values(option.given()),
    options = legible_values(option.resolved()),
  })
end

---@class ingot.RunTold  what a run leaves word of, also where it failed
---@field claims integer
---@field warnings integer
---@field outputs string[]   names below the output folder
---@field reads { path: string, hash?: string }[]  script, prelude, modules, data; in order of path
---@field inputs string[]    shared by a batch, that the script asked for
---@field given string[]     the data as the script named them: files, folders, patterns

--- What to tell the supervisor.
---@param counts { claims: integer, warnings: integer, outputs: string[] }
---@return string message
function M.told(counts)
  local reads <const> = list {}
  for i, path in ipairs(seen.files()) do
    reads[i] = hashed(path)
  end
  return message.write(ordered({ "claims", "warnings", "outputs", "reads", "given", "inputs" }, {
    claims = counts.claims, warnings = counts.warnings, outputs = list(counts.outputs),
    reads = reads, given = list(seen.sources()), inputs = list(input.asked()),
  }))
end

return M
