--- Where data lie: a file, a folder, a pattern or a list of these becomes a list of paths, the same
--- on every machine: folders and patterns in order of bytes, a list in its own order.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local seen <const> = require "ingot.seen"
local suggest <const> = require "ingot.suggest"

local M = {}

local GLOB <const> = "[%*%?%[]"
local CLASS <const> = "^%[([!^]?)(%]?[^%]]+)%]()" -- "[a-z]", "[!0-9]"; of ASCII characters
local CONTINUATION <const> = "[\x80-\xBF]*" -- of a UTF-8 character

-- The signs of a pattern as Lua's patterns say them.
local wild <const> = { ["*"] = ".*", ["?"] = utf8.charpattern }

local function class_of(negated, members)
  local class <const> = members:gsub("[%%%]%^]", "%%%0")
  return negated ~= "" and "[^" .. class .. "]" .. CONTINUATION or "[" .. class .. "]"
end

local function lua_pattern(glob)
  local parts <const> = {}
  local at = 1
  while at <= #glob do
    local sign <const> = glob:sub(at, at)
    local negated <const>, members <const>, after <const> = glob:match(CLASS, at)
    if members then
      parts[#parts + 1] = class_of(negated, members)
    else
      parts[#parts + 1] = wild[sign] or sign:gsub("%W", "%%%0")
    end
    at = after or at + 1
  end
  return "^" .. table.concat(parts) .. "$"
end

local function append(list, more)
  table.move(more, 1, #more, #list + 1, list)
end

local function is_folder(path)
  local there <const> = native.look(path)
  return there ~= nil and there.kind == "folder"
end

local function names_in(folder)
  local names <const>, message <const>, kind <const> = native.names(folder == "" and "." or folder)
  if not names then
    error_.raise(kind, message)
  end
  return names
end

local function join(folder, name)
  return (folder == "" or folder:sub(-1) == "/") and folder .. name or folder .. "/" .. name
end

-- The entries of a folder that one segment of a pattern names: files when it is the last.
local function matches(folder, segment, is_last)
  local path <const> = join(folder, segment)
  local there <const> = native.look(path)
  if not segment:find(GLOB) or there then
    local exists <const> = there and there.kind ~= "link"
    return exists and is_folder(path) ~= is_last and { path } or {}
  end
  local pattern <const> = lua_pattern(segment)
  local hidden <const> = segment:sub(1, 1) == "."
  local found <const> = {}
  for _, name in ipairs(names_in(folder)) do
    if name:find(pattern) and (hidden or name:sub(1, 1) ~= ".") then
      local each <const> = join(folder, name)
      if is_folder(each) ~= is_last then
        found[#found + 1] = each
      end
    end
  end
  return found
end

local function nothing(source, folder, segment, is_last)
  error_.raise("no input", ("%s: no %s '%s' in %s%s"):format(source,
    is_last and "file" or "folder", segment,
    folder == "" and "the current folder" or "'" .. folder .. "'",
    suggest.did_you_mean(segment, names_in(folder))))
end

-- Walks a path segment by segment; each segment may be a pattern.
local function expand(source)
  local found = { source:sub(1, 1) == "/" and "/" or "" }
  for segment, rest in source:gmatch "([^/]+)()" do
    local is_last <const> = rest > #source
    local next_found <const> = {}
    for _, folder in ipairs(found) do
      append(next_found, matches(folder, segment, is_last))
    end
    if #next_found == 0 then
      nothing(source, found[1], segment, is_last)
    end
    found = next_found
  end
  table.sort(found)
  return found
end

local tables <const> = { "%.csv$", "%.csv%.gz$", "%.csv%.zst$" } -- names of files that hold one

local function is_table(name)
  name = name:lower()
  for _, pattern in ipairs(tables) do
    if name:find(pattern) then
      return name:sub(1, 1) ~= "."
    end
  end
  return false
end

local function csv_files(folder)
  local paths <const> = {}
  for _, name in ipairs(names_in(folder)) do
    local path <const> = join(folder, name)
    if is_table(name) and not is_folder(path) then
      paths[#paths + 1] = path
    end
  end
  if #paths == 0 then
    error_.raise("no input", folder .. ": the folder holds no .csv file")
  end
  return paths
end

local packings <const> = { ".gz", ".zst" }

-- Two of the paths that are one table, plain and packed: whoever packs a file may keep it.
local function packed_twice(paths)
  local there <const> = {}
  for _, path in ipairs(paths) do
    there[path] = true
  end
  for _, path in ipairs(paths) do
    for _, ending in ipairs(packings) do
      if there[path .. ending] then
        return path, path .. ending
      end
    end
  end
end

-- What a folder or a pattern stands for must not hold the same table twice.
local function check_packed(source, paths)
  local plain <const>, packed <const> = packed_twice(paths)
  if plain then
    error_.raise("data", ("%s: holds '%s' and '%s', which look like one table; name the files to be "
      .. "read"):format(source, plain, packed))
  end
  return paths
end

local function paths_of(source)
  if source == "-" then -- standard input
    return { source }
  end
  local there <const>, message <const>, kind <const> = native.look(source)
  if message then
    error_.raise(kind, message)
  elseif there and there.kind == "folder" then
    return check_packed(source, csv_files(source))
  elseif there and there.kind == "link" then
    error_.raise("no input", ("%s: a link to '%s', which does not exist"):format(source,
      there.target))
  elseif there then
    return { source }
  end
  return check_packed(source, expand(source))
end

-- What makes a file this one, whatever it is called.
local function identity(path)
  local there <const> = path ~= "-" and native.look(path)
  return there and there.inode and there.device .. ":" .. there.inode or path
end

-- Trade counted twice is a wrong number, so one file may stand in a list only once, by any name.
local function check_distinct(paths)
  local known <const> = {}
  for _, path in ipairs(paths) do
    local same <const> = identity(path)
    local other <const> = known[same]
    if other == path then
      return ("'%s' stands twice in the list of files"):format(path)
    elseif other then
      return ("'%s' and '%s' are the same file"):format(other, path)
    end
    known[same] = path
  end
end

-- What is wrong with a source or with one item of a list, or nil.
local function mistake(source)
  if type(source) == "string" and source:find("\0", 1, true) then
    return "source: a path with a NUL byte, which no file has"
  elseif type(source) == "string" and source ~= "" then
    return nil
  end
  return ("source: a path, a pattern or a list of these expected, got %s"):format(
    source == "" and "an empty text" or type(source))
end

--- The files behind a source, or nil with what is wrong with the source. A source that names nothing
--- is an error of kind "no input" with the script's line.
---@param source string|string[]
---@return string[]? paths, string? mistake
function M.find(source)
  local given <const> = type(source) == "table" and source or { source }
  if #given == 0 then
    return nil, source and "source: the list of files is empty" or mistake(source)
  end
  local paths <const> = {}
  for i = 1, #given do
    local message <const> = mistake(given[i])
    if message then
      return nil, message
    end
    seen.source(given[i])
    append(paths, paths_of(given[i]))
  end
  local message <const> = check_distinct(paths)
  if message then
    return nil, message
  end
  for _, path in ipairs(paths) do
    seen.file(path)
  end
  return paths
end

--- The files behind a source. A pattern knows `*`, `?` and `[…]` in any part of a path; a folder
--- stands for its .csv files, also packed ones (.csv.gz, .csv.zst); "-" is standard input. A source
--- that names nothing is an error of kind "no input", one that holds a table both plain and packed of
--- kind "data"; the same file twice, or what is no text at all, is the caller's mistake.
---@param source string|string[]
---@param level? integer  where a mistake of the caller is reported, as for `error`; 1 is the caller
---@return string[] paths
function M.list(source, level)
  local paths <const>, message <const> = M.find(source)
  if not paths then
    error(message, (level or 1) + 1)
  end
  return paths
end

return M
