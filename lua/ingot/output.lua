--- Files that a run leaves behind: planned while it renders, then written, all of them or none. What
--- is written gathers in a stage beside the output folder's own files; the supervisor puts it in its
--- place when it is whole.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

---@class ingot.Output
---@field folder string
---@field files { path: string, bytes: string }[]
---@field names string[]  of these, below the folder
local Output = {}
Output.__index = Output

--- A plan of files below a folder.
---@param folder string
---@return ingot.Output
function M.new(folder)
  return setmetatable({ folder = folder, files = {}, names = {}, taken = {} }, Output)
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
  self.names[#self.names + 1] = name
end

local function must(done, message, kind)
  if not done then
    error_.raise(kind, message, 0)
  end
end

--- Writes all files of the plan, and has them and what the script saved put in their place.
function Output:write()
  for _, file in ipairs(self.files) do
    must(native.write(file.path, file.bytes))
  end
  must(native.commit())
end

return M
