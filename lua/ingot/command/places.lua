--- Which folders and files a worker may read.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"

local M = {}

local function folder_of(path)
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
  for _, path in ipairs(given.data or {}) do
    if not lfs.attributes(path) then
      error_.raise("no input", ("--data %s: no such folder"):format(path), 0)
    end
    add(path)
  end
  add(given.script and folder_of(given.script))
  add(given.prelude)
  for folder in (os.getenv "INGOT_PATH" or ""):gmatch "[^:]+" do
    add(folder)
  end
  add(desk_folder())
  return places
end

return M
