--- Whether a job need not run again: it was done, it is asked for the same, and all that it read and
--- all that it wrote has the bytes it had. Every file is hashed once.

local files <const> = require "ingot.files"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local M = {}

---@class ingot.Resume
---@field inputs table<string, string>  what each shared input is now
local Resume = {}
Resume.__index = Resume

--- Compares with what is there now.
---@param inputs table<string, string>
---@return ingot.Resume
function M.new(inputs)
  return setmetatable({ inputs = inputs, hashes = {}, named = {} }, Resume)
end

-- The hash of a regular file, or false.
local function hash_of(path)
  return lfs.attributes(path, "mode") == "file" and native.hash(path) or false
end

function Resume:hash(path)
  if self.hashes[path] == nil then
    self.hashes[path] = hash_of(path)
  end
  return self.hashes[path]
end

-- The files that a name stands for now; none when it leads nowhere.
function Resume:files_of(given)
  if not self.named[given] then
    local found <const>, list <const> = pcall(files.find, given)
    self.named[given] = found and list or {}
  end
  return self.named[given]
end

-- What changed of what a job read, or nil.
function Resume:change_of_reads(record)
  local known <const> = {}
  for _, file in ipairs(record.reads) do
    known[file.path] = true
    if self:hash(file.path) ~= file.hash then
      return ("'%s' has changed"):format(file.path)
    end
  end
  for _, given in ipairs(record.given) do
    for _, path in ipairs(self:files_of(given)) do
      if not known[path] then
        return ("'%s' is new"):format(path)
      end
    end
  end
end

local function is_record(record)
  for _, list in ipairs { "outputs", "reads", "given", "inputs" } do
    if type(record[list]) ~= "table" then
      return false
    end
  end
  return true
end

--- Why a job has to run, or nil when its outputs are as they would be.
---@param record? ingot.BatchRecord   its last one
---@param inputs? table<string, string>  what the inputs were then
---@param asked string                what it is asked now
---@param folder string               of its outputs
---@return string? reason
function Resume:reason(record, inputs, asked, folder)
  if not record or not is_record(record) then
    return "it has not run"
  elseif record.status ~= "done" then
    return "it was not done"
  elseif record.asked ~= asked then
    return "its script, settings or limits, or the program, are others"
  end
  for _, name in ipairs(record.inputs) do
    if self.inputs[name] == nil or inputs[name] ~= self.inputs[name] then
      return ("input '%s' has changed"):format(name)
    end
  end
  for _, file in ipairs(record.outputs) do
    if not file.hash or hash_of(folder .. "/" .. file.path) ~= file.hash then
      return ("output '%s' is missing or changed"):format(file.path)
    end
  end
  return self:change_of_reads(record)
end

return M
