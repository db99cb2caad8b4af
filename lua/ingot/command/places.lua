--- Which folders and files a worker may read.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"

local M = {}

--- The folder that a path stands in.
---@param path string
---@return string
function M.folder_of(path)
  local folder <const> = path:match "^(.*)/[^/]*$"
  return folder == "" and "/" or folder or "."
end

-- Below which the desk's own definitions stand, or nil: HOME is unset in bare environments.
local function desk_folder()
  local config, home = os.getenv "XDG_CONFIG_HOME", os.getenv "HOME"
  if not config or config == "" then
    config = home and home ~= "" and home .. "/.config"
  end
  return config and config .. "/ingot" or nil
end

-- What can be granted of a path: the nearest folder above it that is there.
local function nearest(path)
  local folder = M.folder_of(path)
  while not lfs.attributes(folder) do
    folder = M.folder_of(folder)
  end
  return folder
end

local function add_data(places, folders)
  for _, path in ipairs(folders or {}) do
    if not lfs.attributes(path) then
      error_.raise("no input", ("--data %s: no such folder"):format(path), 0)
    end
    places[#places + 1] = path
  end
end

-- What can be granted; of a pipe or a device its reading says what it is.
local granted <const> = { file = true, directory = true }

--- What sources on a command line say: files with the folders they stand in, whose names are told where
--- one is missing; folders; of patterns the folder in which they begin. The files behind a snapshot
--- are looked at in the project too.
---@param sources string[]
---@param data? string[]   of --data: must be there
---@return string[]
function M.of_sources(sources, data)
  local places <const> = {}
  for _, source in ipairs(sources) do
    local mode <const> = lfs.attributes(source, "mode")
    places[#places + 1] = granted[mode] and source or nil
    if mode ~= "directory" then
      places[#places + 1] = nearest(mode and source or source:match "^[^*?[]*")
    end
    places[#places + 1] = source:lower():find "%.arrow$" and "." or nil
  end
  add_data(places, data)
  return places
end

--- Adds what a file that is not trusted names: those files alone or, of one that is gone, its folder.
---@param places string[]
---@param paths any[]  whatever it named
function M.add_named(places, paths)
  for _, path in ipairs(paths) do
    if type(path) == "string" and not path:find "\0" then
      places[#places + 1] = granted[lfs.attributes(path, "mode")] and path or M.folder_of(path)
    end
  end
end

local LINKS <const> = 40 -- that a path may lead through, as the system has it

--- The folder that a file is to be written into: where a link stands in its place, that of what it
--- leads to.
---@param path string
---@return string
function M.of_output(path)
  for _ = 1, LINKS do
    local target <const> = lfs.symlinkattributes(path, "target")
    if not target then
      break
    end
    path = target:sub(1, 1) == "/" and target or M.folder_of(path) .. "/" .. target
  end
  return M.folder_of(path)
end

---@class ingot.Places
---@field script? string
---@field data? string[]   of --data: must be there
---@field prelude? string

--- The project, which is the current folder; the folders that the command line names; and what an
--- analyst has for all scripts: the folders of INGOT_PATH and the desk's own.
---@param given ingot.Places
---@return string[]
function M.of(given)
  local places <const> = { "." }
  local function add(path)
    places[#places + 1] = path
  end
  add_data(places, given.data)
  add(given.script and M.folder_of(given.script))
  add(given.prelude)
  for folder in (os.getenv "INGOT_PATH" or ""):gmatch "[^:]+" do
    add(folder)
  end
  add(desk_folder())
  return places
end

return M
