--- The output folder of a batch: one batch at a time writes into it. Beside the jobs' own folders it
--- has `.batch/` with the lock and the journal, and logs `<job>.out.txt` and `<job>.err.txt`.

local error_ <const> = require "ingot.error"
local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local M = {}

---@class ingot.BatchFolder
---@field path string
---@field lock file*  held while it is open, and by nobody when this process is gone, however it went
local Folder = {}
Folder.__index = Folder
Folder.__close = function(folder)
  folder.lock:close()
end

local function make(path)
  if path == "" or lfs.attributes(path, "mode") == "directory" then
    return
  end
  make(path:match "^(.*)/[^/]*$" or "")
  if lfs.attributes(path, "mode") then
    error_.raise("script", path .. ": is a file, a folder for the outputs is expected", 0)
  elseif lfs.symlinkattributes(path, "mode") then
    error_.raise("script", path .. ": is a link that leads nowhere", 0)
  end
  local made <const>, message <const> = lfs.mkdir(path)
  if not made and lfs.attributes(path, "mode") ~= "directory" then
    error_.raise("script", ("%s: the output folder cannot be made: %s"):format(path,
      message:lower()), 0)
  end
end

--- Opens the output folder, which is made where it is not there. Another batch in it is an error.
---@param path string
---@return ingot.BatchFolder
function M.open(path)
  if path == "" then
    error_.raise("command line", "ingot: a folder for the outputs expected, got an empty text", 0)
  end
  path = path:gsub("(.)/+$", "%1")
  make(path .. "/.batch")
  local lock <const>, message <const> = io.open(path .. "/.batch/lock", "a+")
  if not lock then
    error_.raise("script", ("%s: the output folder cannot be written: %s"):format(path,
      message:match "([^:]*)$":gsub("^ ", ""):lower()), 0)
  end
  if not lfs.lock(lock, "w") then
    lock:close()
    error_.raise("script", path .. ": another batch is writing into this folder; wait for its end, or "
      .. "choose another one: --out DIR", 0)
  end
  return setmetatable({ path = path, lock = lock }, Folder)
end

--- The path of the journal.
function Folder:journal()
  return self.path .. "/.batch/journal"
end

--- The folder of a job.
---@param job ingot.BatchJob
function Folder:of(job)
  return self.path .. "/" .. job.out
end

--- Takes away what a job wrote earlier, but for what it wrote again: files that have the bytes it gave
--- them, and no others.
---@param job ingot.BatchJob
---@param earlier { path: string, hash: string }[]
---@param again string[]  paths
function Folder:drop(job, earlier, again)
  local kept <const> = {}
  for _, path in ipairs(again) do
    kept[path] = true
  end
  for _, file in ipairs(earlier) do
    local path <const> = self:of(job) .. "/" .. file.path
    if not kept[file.path] and lfs.symlinkattributes(path, "mode") == "file"
        and native.hash(path) == file.hash then
      os.remove(path)
    end
  end
end

local LONGEST <const> = 2^20

-- A text as a log holds it.
local function cut(text)
  if #text <= LONGEST then
    return text
  end
  return ("%s\n… and %d bytes more\n"):format(text:sub(1, LONGEST), #text - LONGEST)
end

-- Writes a log, whole or not at all. It does not wait for the disk, as outputs do: what is lost with the
-- machine's power, the journal has lost too.
local function write_log(path, text)
  local part <const> = path .. ".part"
  local file <const>, refused <const> = io.open(part, "wb")
  if not file then
    return nil, "cannot write " .. refused
  end
  local written, message = file:write(text)
  local closed <const>, problem <const> = file:close()
  if written and closed then
    written, message = os.rename(part, path)
  end
  if written and closed then
    return true
  end
  os.remove(part)
  return nil, ("cannot write %s: %s"):format(path, message or problem)
end

--- Keeps what a job printed beside its folder; what an earlier run printed goes.
---@param job ingot.BatchJob
---@param printed { out: string?, err: string? }
---@return string? problem
function Folder:keep_logs(job, printed)
  for _, name in ipairs { "out", "err" } do
    local path <const> = ("%s.%s.txt"):format(self:of(job), name)
    local text <const> = printed[name] or ""
    if text == "" then
      os.remove(path)
    else
      local made <const>, problem <const> = pcall(make, path:match "^(.*)/")
      if not made then
        return tostring(problem)
      end
      local written <const>, message <const> = write_log(path, cut(text))
      if not written then
        return message
      end
    end
  end
end

return M
