--- What this run has read: with which options, and the hashes of the files.

local columns <const> = require "ingot.columns"
local error_ <const> = require "ingot.error"
local lazy <const> = require "ingot.lazy"
local native <const> = require "ingot.native"
local options_ <const> = lazy "ingot.read.options" -- with all profiles; for what was read
local remarks_ <const> = require "ingot.read.remarks"

---@class ingot.Source  a file behind a table
---@field path string
---@field rows integer       of the table that come from it
---@field hash? string       of its bytes; nil when there is no such file
---@field table? string      of a table beside a cube: its name
---@field filter? string     the condition of those rows, of a cube made of a query
---@field options? ingot.ReadOptions  it was read with; nil when it was not read by this run

local M = {}

-- Options by path, hashes by path once asked for, contested files by path.
local options_of, hashes, contested = {}, {}, {}

---@class ingot.Read  how a table was read
---@field given string[]  the source as it was named
---@field paths string[]
---@field options ingot.ReadOptions
---@field chosen? ingot.Chosen  the profile that the header spoke for, when nobody named one

-- By the Table that came of it.
local origins <const> = setmetatable({}, { __mode = "k" })

--- Remembers files that were just read, and what there is to say of them.
---@param paths string[]
---@param options ingot.ReadOptions
---@param data ingot.Table  as the native reader gave it
function M.add(paths, options, data)
  for _, path in ipairs(paths) do
    options_of[path], hashes[path], contested[path] = options, nil, nil
  end
  remarks_.tell(paths, options, data)
end

--- Remembers how a table was read. With hashes, it was read by another run, which had them: then what
--- there is to say of its files is said again.
---@param data ingot.Table
---@param read ingot.Read
---@param known? table<string, string>  path → hash
function M.remember(data, read, known)
  origins[data] = read
  if known then
    M.add(read.paths, read.options, data)
    for path, hash in pairs(known) do
      hashes[path] = hash
    end
  end
end

--- How a table was read; nil when it is not as it was read.
---@param data ingot.Table
---@return ingot.Read?
function M.origin(data)
  return origins[data]
end

--- Whether a file was read as a part of one download, by vintage = false.
---@param path string
---@return boolean
function M.is_part(path)
  return options_of[path] ~= nil and options_of[path].vintage == false
end

--- Remembers that files hold the same cells, so that some of their rows do not count.
---@param paths string[]
function M.contest(paths)
  for _, path in ipairs(paths) do
    contested[path] = true
  end
end

--- Whether another file may decide which rows of a file count.
---@param path string
---@return boolean
function M.is_contested(path)
  return contested[path] or false
end

local function hash_of(path)
  if hashes[path] == nil then
    local hash <const>, message <const>, kind <const> = native.hash(path)
    if not hash and options_of[path] then
      error_.raise(kind, message, 0)
    end
    hashes[path] = hash or false
  end
  return hashes[path] or nil
end

--- The hash of a file that was read; an error when it is gone.
---@param path string
---@return string
function M.hash(path)
  return hash_of(path) or error_.raise("no input", path .. ": is gone since it was read", 0)
end

--- The files behind a table that still has its `file` column, in order of path; each file is hashed
--- once, when first asked for.
---@param data ingot.Table|ingot.Query
---@return ingot.Source[]
function M.sources(data)
  local sources <const>, from <const> = {}, origins[data]
  if not select(2, columns.names(data)).file then
    return sources
  end
  for row in data:by("file"):agg { { "rows", "count()" } }:sort("file"):rows() do
    if row.file then
      sources[#sources + 1] = {
        path = row.file, rows = row.rows, hash = hash_of(row.file),
        options = options_.plain(from and from.options or options_of[row.file]),
      }
    end
  end
  return sources
end

return M
