--- What this run has read: with which options, what the reader wanted known, and hashes of files.

local columns <const> = require "ingot.columns"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local options_ <const> = require "ingot.read.options"
local visible <const> = require "ingot.visible"

---@class ingot.Source  a file behind a table
---@field path string
---@field rows integer       of the table that come from it
---@field hash? string       of its bytes; nil when there is no such file
---@field table? string      of a table beside a cube: its name
---@field filter? string     the condition of those rows, of a cube made of a query
---@field options? ingot.ReadOptions  it was read with; nil when it was not read by this run

local M = {}

local flow_words <const> = { export = { "export", "出口" }, import = { "import", "进口" } }

-- Options by path, warnings in order, hashes by path once asked for, contested files by path.
local options_of, warnings, hashes, contested = {}, {}, {}, {}

---@class ingot.Read  how a table was read
---@field given string[]  the source as it was named
---@field paths string[]
---@field options ingot.ReadOptions
---@field chosen? ingot.Chosen  the profile that the header spoke for, when nobody named one

-- By the Table that came of it.
local origins <const> = setmetatable({}, { __mode = "k" })

--- Has something known of a file.
---@param file string
---@param message string
local function warn(file, message)
  local key <const> = ("%s: %s"):format(file, message)
  if not warnings[key] then
    warnings[key] = true
    warnings[#warnings + 1] = { file = file, message = message }
  end
end

local function says(path, flow)
  local name <const> = path:match("[^/]*$"):lower()
  for _, word in ipairs(flow_words[flow]) do
    if name:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- A file read as the other flow by mistake turns every number wrong, and its name often tells.
local function check_name(path, flow)
  local other <const> = flow == "export" and "import" or "export"
  if flow and says(path, other) and not says(path, flow) then
    warn(path, ("read as %s, but its name says %s"):format(flow, other))
  end
end

-- What is wrong with a cell, or with a row as the file has it.
local function fault_of(reject)
  return reject.column
    and ("column '%s': %s, got '%s'"):format(visible(reject.column), reject.reason,
      visible(reject.value))
    or ("%s: '%s'"):format(reject.reason, visible(reject.record or reject.value or ""))
end

local function warn_of_rejects(rejects)
  for row in rejects:distinct("file"):rows() do
    local of_file <const> = rejects:where("file == $file", { file = row.file })
    local first <const> = of_file:limit(1):rows()()
    warn(row.file, ("the first rejected is on line %d: %s"):format(first.line, fault_of(first)))
  end
end

--- Remembers files that were just read, and what there is to say of them.
---@param paths string[]
---@param options ingot.ReadOptions
---@param data ingot.Table  as the native reader gave it
function M.add(paths, options, data)
  for _, path in ipairs(paths) do
    options_of[path], hashes[path], contested[path] = options, nil, nil
    check_name(path, options.flow)
  end
  local remarks <const>, rejects <const> = data:warnings(), data:rejects()
  if remarks then
    for row in remarks:rows() do
      warn(row.file, row.message)
    end
  end
  if rejects then
    warn_of_rejects(rejects)
  end
end

--- The reader's remarks and further ones as one table, each said as a warning too.
---@param remarks ingot.Table|false
---@param more { file: string, message: string }[]
---@return ingot.Table|false
function M.remarks(remarks, more)
  if #more == 0 then
    return remarks
  end
  local files <const>, messages <const> = {}, {}
  for i, remark in ipairs(more) do
    files[i], messages[i] = remark.file, remark.message
    warn(remark.file, remark.message)
  end
  local added <const> = native.table({
    { name = "file", type = "text", values = files },
    { name = "message", type = "text", values = messages },
  }, #more)
  return remarks and remarks:union(added):collect() or added
end

--- The reader's rejects and further ones as one table; of the latter, the first of each file is said.
---@param rejects ingot.Table|false
---@param more? ingot.Table
---@return ingot.Table|false
function M.rejects(rejects, more)
  if more then
    warn_of_rejects(more)
  end
  return rejects and more and rejects:union(more):collect() or more or rejects
end

--- How the files were read, as the native reader says it, and first the profile that was chosen.
---@param detected ingot.Table|nil
---@param chosen? ingot.Chosen
---@param path string  whose header spoke for it
---@return ingot.Table|nil
function M.detected(detected, chosen, path)
  if not chosen then
    return detected
  end
  local row <const> = native.table({
    { name = "file", type = "text", values = { path } },
    { name = "what", type = "text", values = { "profile" } },
    { name = "value", type = "text", values = { chosen.profile } },
    { name = "given", type = "bool", values = { false } },
    { name = "why", type = "text", values = { chosen.why } },
  }, 1)
  return detected and row:union(detected):collect() or row
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
    local file <const> = path == "-" and "/dev/stdin" or path
    local hash <const>, message <const>, kind <const> = native.hash(file)
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

M.warn = warn

--- What the reader wanted known since the program started, each remark once.
---@return { file: string, message: string }[]
function M.warnings()
  return table.move(warnings, 1, #warnings, 1, {})
end

return M
