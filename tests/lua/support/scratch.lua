--- A folder for one test's own files: `local scratch <close> = scratch.new()`.

local lfs = require "lfs"

local M = {}

local Scratch = {}
Scratch.__index = Scratch

--- A new empty folder.
function M.new()
  local folder <const> = os.tmpname()
  os.remove(folder)
  assert(lfs.mkdir(folder))
  return setmetatable({ folder = folder, made = {} }, Scratch)
end

function Scratch:path(name)
  return self.folder .. "/" .. name
end

--- Writes a file; gives its path.
function Scratch:write(name, bytes)
  local path <const> = self:path(name)
  local file <const> = assert(io.open(path, "wb"))
  file:write(bytes)
  file:close()
  self.made[#self.made + 1] = path
  return path
end

--- Makes a folder; gives its path.
function Scratch:mkdir(name)
  assert(lfs.mkdir(self:path(name)))
  self.made[#self.made + 1] = self:path(name)
  return self:path(name)
end

--- Has the test remove a file that it made otherwise.
function Scratch:keep(path)
  self.made[#self.made + 1] = path
  return path
end

function Scratch:close()
  for i = #self.made, 1, -1 do
    os.remove(self.made[i])
  end
  for name in lfs.dir(self.folder) do -- and what a program wrote there
    os.remove(self:path(name))
  end
  os.remove(self.folder)
end

Scratch.__close = Scratch.close

return M
