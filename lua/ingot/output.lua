--- Files that a run leaves behind: planned first, then written, so that a script that fails halfway
--- leaves nothing. Each file appears whole (temporary file, fsync, rename).

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local M = {}

---@class ingot.Output
---@field folder string
---@field files { path: string, bytes: string }[]
local Output = {}
Output.__index = Output

--- A plan of files below a folder; the folder is made when the plan is written.
---@param folder string
---@return ingot.Output
function M.new(folder)
  return setmetatable({ folder = folder, files = {}, taken = {} }, Output)
end

--- Adds a file; a name that is taken gets a number: `name-2.csv`.
---@param stem string
---@param ending string  as ".md" or ".claims.json"
---@param bytes string
---@return string path
function Output:add(stem, ending, bytes)
  local name, n = stem .. ending, 1
  while self.taken[name] do
    n = n + 1
    name = ("%s-%d%s"):format(stem, n, ending)
  end
  self.taken[name] = true
  local path <const> = self.folder .. "/" .. name
  self.files[#self.files + 1] = { path = path, bytes = bytes }
  return path
end

local function make_folder(path)
  if path == "" or lfs.attributes(path, "mode") == "directory" then
    return
  end
  make_folder(path:match "^(.*)/[^/]*$" or "")
  local made <const>, message <const> = lfs.mkdir(path)
  if not made and lfs.attributes(path, "mode") ~= "directory" then
    error_.raise("no input", ("%s: the output folder cannot be made: %s"):format(path, message))
  end
end

--- Writes all files of the plan.
function Output:write()
  if #self.files == 0 then
    return
  end
  make_folder(self.folder)
  for i, file in ipairs(self.files) do
    local written <const>, message <const>, kind <const> = native.write(file.path, file.bytes)
    if not written then
      for done = 1, i - 1 do
        os.remove(self.files[done].path)
      end
      error_.raise(kind, message)
    end
  end
end

return M
