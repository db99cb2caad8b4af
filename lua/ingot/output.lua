--- Files that a run leaves behind: planned first, then written, so that a script that fails halfway
--- leaves nothing. Each file appears whole (temporary file, fsync, rename).

local error_ <const> = require "ingot.error"
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
  if folder == "" then
    error_.raise("command line", "ingot: a folder for the outputs expected, got an empty text", 0)
  end
  return setmetatable({ folder = folder, files = {}, taken = {} }, Output)
end

--- The name that all files of one result begin with: one that is taken gets a number, `name-2`.
---@param wanted string
---@return string stem
function Output:stem(wanted)
  local stem, n = wanted, 1
  while self.taken[stem] do
    n = n + 1
    stem = ("%s-%d"):format(wanted, n)
  end
  self.taken[stem] = true
  return stem
end

--- Adds a file.
---@param name string  without the folder
---@param bytes string
function Output:add(name, bytes)
  self.files[#self.files + 1] = { path = self.folder .. "/" .. name, bytes = bytes }
end

-- What stands on the way to a folder that is none.
local function file_on(path)
  local there <const> = path ~= "" and native.look(path)
  if there then
    return there.kind ~= "folder" and path or nil
  end
  local above <const> = path:match "^(.*)/[^/]*$"
  return above and file_on(above)
end

local function make_folder(path)
  local file <const> = file_on(path)
  if file then
    error_.raise("script", file .. ": is a file, a folder for the outputs is expected", 0)
  end
  local made <const>, message <const>, kind <const> = native.make_folder(path)
  if not made then
    error_.raise(kind, message, 0)
  end
end

-- Takes written files back: as they were before, or away. What went wrong first is what is told.
local function undo(replaced)
  for _, file in ipairs(replaced) do
    if not file.before or not native.write(file.path, file.before) then
      native.remove(file.path)
    end
  end
end

--- Writes all files of the plan; when one of them cannot be written, all are as they were before.
function Output:write()
  if #self.files == 0 then
    return
  end
  make_folder(self.folder)
  local replaced <const> = {}
  for i, file in ipairs(self.files) do
    local before <const> = native.slurp(file.path) -- nil: there is none
    local written <const>, message <const>, kind <const> = native.write(file.path, file.bytes)
    if not written then
      undo(replaced)
      error_.raise(kind, message, 0)
    end
    replaced[i] = { path = file.path, before = before }
  end
end

return M
