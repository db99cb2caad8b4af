--- Snapshots: tables as Arrow files, which open at once. One that was packed from files knows them;
--- when they changed, or the snapshot is damaged, it is never used: where it may be written it is made
--- anew from them, else they are read.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"
local origin_ <const> = require "ingot.snapshot.origin"
local read <const> = require "ingot.read"
local seen <const> = require "ingot.seen"

local M = {}

--- Whether a path is that of a snapshot, or of another Arrow file.
---@param path string
---@return boolean
function M.is(path)
  return type(path) == "string" and path:lower():find "%.arrow$" ~= nil
end

-- Where the rows of tables came from that were opened, and which snapshot said so.
local opened <const> = setmetatable({}, { __mode = "k" })

-- What the snapshot of a table shall say of its files; nil when the table is not as it was read.
local function origin_of(data, path)
  local before <const>, from <const> = opened[data], read.origin(data)
  return before and origin_.move(before.origin, before.path, path)
    or from and origin_.new(path, from, read.hash) or nil
end

--- Writes a table; one that was read from files, as it was read, remembers them.
---@param data ingot.Table
---@param path string
function M.save(data, path)
  local origin <const> = origin_of(data, path)
  local written <const>, message <const>, kind <const> = native.pack(data, path,
    origin and origin_.encode(origin))
  if not written then
    error_.raise(kind, message)
  end
end

-- Reads the files behind a snapshot again and puts a new one in its place.
local function rebuild(path, state, options, reason)
  local data <const> = read.read(state.given, options)
  local saved <const>, problem = pcall(M.save, data, path)
  if not saved and not error_.is(problem) then
    error(problem, 0)
  end
  local refused <const> = not saved and problem.message:find("not available in sandbox", 1, true)
  read.warn(path, saved and reason .. ": made anew from its sources"
    or refused and reason .. ": its sources were read instead; pack it again"
    or ("%s: its sources were read instead, but a new one could not be written: %s"):format(reason,
      problem.message))
  return data
end

-- Lets the rest of the program see the table as if its files had been read by this run.
local function remember(data, path, origin)
  local paths <const>, hashes <const> = {}, {}
  for i, source in ipairs(origin.sources) do
    paths[i], hashes[source.path] = source.path, source.hash
  end
  opened[data] = { origin = origin, path = path }
  read.remember(data, { given = paths, paths = paths, options = origin.options }, hashes)
end

-- Where the origin of a table stands that lies in no file: its paths are those of the current folder.
local NO_FILE <const> = "input"

--- What is known of where the rows of a table came from, as text to travel with them; nil when that is
--- nothing.
---@param data ingot.Table
---@return string?
function M.about(data)
  local origin <const> = origin_of(data, NO_FILE)
  return origin and origin_.encode(origin)
end

--- Lets the rest of the program see a table that came with such a text as if its files had been read
--- by this run.
---@param data ingot.Table
---@param about? string
function M.adopt(data, about)
  local origin <const> = origin_.decode(about)
  if origin then
    remember(data, NO_FILE, origin)
  end
end

-- Raises why a file could not be opened; of one that is not there with the nearest that is.
local function refuse(path, kind, message)
  if kind == "no input" and not native.look(path) then
    files.find(path)
  end
  error_.raise(kind, message, kind == "data" and 0 or nil)
end

local LISTED <const> = 3

-- What helps against damage: state is that of the files behind the snapshot, nil when it knows none.
local function advice(state)
  if not state or #state.given == 0 then
    return "pack or save it again"
  end
  local names <const> = {}
  for i = 1, math.min(#state.given, LISTED) do
    names[i] = ("'%s'"):format(state.given[i])
  end
  local more <const> = #state.given - #names
  return ("pack it again from %s%s"):format(table.concat(names, ", "),
    more > 0 and (" and %d more"):format(more) or "")
end

--- Opens a snapshot, or an Arrow file of another program. What it says of its files is checked first:
--- a snapshot that is stale or damaged is made anew from them, with a warning that names it; without
--- them a damaged one is an error, a good one is used. Rows are checked when they are first asked for:
--- damage found then is an error that names it and says what to pack the snapshot again from.
---
---     local customs = ingot.open "customs.arrow"
---
---@param path string
---@return ingot.Table
function M.open(path)
  if type(path) ~= "string" then
    error(("open: a path expected, got %s"):format(type(path)), 2)
  end
  seen.source(path)
  seen.file(path)
  local data <const>, message, kind, about = native.open(path)
  if data then
    about = message
  end
  local origin <const> = origin_.decode(about)
  if not data and (kind ~= "data" or not origin) then
    refuse(path, kind, message)
  elseif not origin then
    native.advise(data, advice())
    return data
  end
  local state <const> = origin_.state(path, origin)
  if data and not state.change then
    native.advise(data, advice(state))
    remember(data, path, origin)
    return data
  elseif state.paths then
    return rebuild(path, state, origin.options, data and "stale: " .. state.change
      or message:sub(1, #path + 2) == path .. ": " and message:sub(#path + 3) or message)
  end
  error_.raise("data", data and ("%s: stale: %s, and not all of its sources are there"):format(path,
    state.change) or ("%s; %s"):format(message, advice(state)), 0)
end

---@class ingot.SnapshotCheck
---@field data ingot.Table
---@field checked { column: string, part: string, blocks: integer, bytes: integer }[]
---@field sources? "there"|"gone"   nil when it does not say where it came from
---@field change? string            why it is stale

--- Checks everything in a snapshot, as it is. Damage is an error that names it and says what to do.
---@param path string
---@return ingot.SnapshotCheck
function M.verify(path)
  local data <const>, message, kind = native.open(path)
  if not data then
    refuse(path, kind, message)
  end
  local origin <const> = origin_.decode(message)
  local state <const> = origin and origin_.state(path, origin)
  native.advise(data, advice(state))
  local checked <const>, problem <const>, problem_kind <const> = native.verify(data)
  if not checked then
    error_.raise(problem_kind, problem, 0)
  end
  return {
    data = data, checked = checked, change = state and state.change or nil,
    sources = state and (state.paths and "there" or "gone") or nil,
  }
end

return M
