--- Where the rows of a snapshot came from, and whether that is still so. An origin is kept in the
--- snapshot as JSON; its paths are those that were read, and those seen from the snapshot's folder.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"

---@class ingot.Origin
---@field ingot string  the version that read the files
---@field given { path: string, at: string }[]  files, folders and patterns as they were named
---@field sources { path: string, at: string, size: integer, hash: string }[]
---@field options ingot.ReadOptions

local M = {}

-- ---- paths ----

-- The parts of an absolute path, "." and ".." worked off.
local function parts_of(path)
  local parts <const> = {}
  local whole <const> = path:sub(1, 1) == "/" and path or native.where() .. "/" .. path
  for part in whole:gmatch "[^/]+" do
    if part == ".." then
      parts[#parts] = nil
    elseif part ~= "." then
      parts[#parts + 1] = part
    end
  end
  return parts
end

-- The path seen from the folder of a file; an absolute one stays.
local function seen_from(file, path)
  if path:sub(1, 1) == "/" then
    return path
  end
  local from <const>, to <const> = parts_of(file), parts_of(path)
  local same = 0
  while same < #from - 1 and same < #to and from[same + 1] == to[same + 1] do
    same = same + 1
  end
  local seen <const> = ("../"):rep(#from - 1 - same) .. table.concat(to, "/", same + 1)
  return seen == "" and "." or seen
end

local function identity(path)
  local found <const> = native.look(path)
  return found and found.inode and found.device .. ":" .. found.inode
end

local function size_of(path)
  local found <const> = native.look(path)
  return found and found.size
end

-- The path of a place that is seen from a snapshot.
local function path_at(file, place)
  local folder <const> = file:match "^(.*/)[^/]*$" or ""
  return place.at:sub(1, 1) == "/" and place.at or folder .. place.at
end

-- A place seen from a snapshot, under the name it was read by where that still leads there.
local function found_at(file, place)
  local path <const> = path_at(file, place)
  local here <const> = identity(place.path)
  return here and here == identity(path) and place.path or path
end

-- ---- made and read ----

--- What a snapshot at `path` shall say of a table that was read.
---@param path string
---@param read { given: string[], paths: string[], options: ingot.ReadOptions }
---@param hash fun(path: string): string
---@return ingot.Origin
function M.new(path, read, hash)
  local given <const>, sources <const> = {}, {}
  for i, name in ipairs(read.given) do
    given[i] = { path = name, at = seen_from(path, name) }
  end
  for i, name in ipairs(read.paths) do
    sources[i] = {
      path = name, at = seen_from(path, name), size = size_of(name), hash = hash(name),
    }
  end
  return { ingot = native.version, given = given, sources = sources, options = read.options }
end

--- The same origin as a snapshot elsewhere sees it.
---@param origin ingot.Origin
---@param from string  the snapshot it was found in
---@param to string    another one
---@return ingot.Origin
function M.move(origin, from, to)
  local moved <const> = { ingot = origin.ingot, options = origin.options, given = {}, sources = {} }
  for _, list in ipairs { "given", "sources" } do
    for i, place in ipairs(origin[list]) do
      moved[list][i] = {
        path = place.path, size = place.size, hash = place.hash,
        at = seen_from(to, path_at(from, place)),
      }
    end
  end
  return moved
end

--- An origin as JSON.
---@param origin ingot.Origin
---@return string
function M.encode(origin)
  local place <const> = { "path", "at", "size", "hash" }
  local copy <const> = { given = {}, sources = {} }
  for _, list in ipairs { "given", "sources" } do
    for i, each in ipairs(origin[list]) do
      local entry <const> = {}
      for _, name in ipairs(place) do
        entry[name] = each[name]
      end
      copy[list][i] = setmetatable(entry, { __order = place })
    end
  end
  copy.ingot, copy.options = origin.ingot, origin.options
  return native.json_encode(setmetatable(copy,
    { __order = { "ingot", "given", "sources", "options" } }))
end

--- The origin that a snapshot tells; nil when it tells none.
---@param text? string
---@return ingot.Origin?
function M.decode(text)
  local origin <const> = text and native.json_decode(text)
  local whole <const> = type(origin) == "table" and type(origin.sources) == "table"
    and type(origin.given) == "table" and type(origin.options) == "table"
  return whole and origin or nil
end

-- ---- still so ----

-- The files that are named now as the sources were then; nil when some name leads nowhere.
local function named_now(given)
  local found <const>, list <const> = pcall(files.find, given)
  if not found and not error_.is(list) then
    error(list, 0)
  end
  return found and list or nil
end

-- Whether a file has the bytes it had: by size, by being older than the snapshot, or by its hash.
local function is_unchanged(file, source, now, written)
  if now.size ~= source.size then
    return false
  end
  return math.max(now.modified, now.changed) < written or native.hash(file) == source.hash
end

---@class ingot.OriginState
---@field given string[]   what was named then, by the names it has now
---@field paths? string[]  the files that names now; nil when sources are gone, so that they cannot be read
---@field change? string   what is no longer so: "'a.csv' has changed since"

--- What became of the files behind a snapshot.
---@param path string  of the snapshot
---@param origin ingot.Origin
---@return ingot.OriginState
function M.state(path, origin)
  local snapshot <const> = native.look(path)
  local written <const> = snapshot and snapshot.modified or math.mininteger
  local given <const>, known <const>, gone = {}, {}, false
  local change
  for i, place in ipairs(origin.given) do
    given[i] = found_at(path, place)
  end
  for _, source in ipairs(origin.sources) do
    local file <const> = found_at(path, source)
    known[identity(file) or ""] = true
    local now <const> = native.look(file)
    if not now or now.kind ~= "file" then
      gone = true
    elseif not change and not is_unchanged(file, source, now, written) then
      change = ("'%s' has changed since"):format(file)
    end
  end
  local paths <const> = not gone and named_now(given) or nil
  for _, file in ipairs(paths or {}) do
    change = change or not known[identity(file)] and ("'%s' is new"):format(file) or nil
  end
  if paths and origin.ingot ~= native.version then
    change = change or ("it was made by version %s"):format(tostring(origin.ingot))
  end
  return { given = given, paths = paths, change = change }
end

return M
