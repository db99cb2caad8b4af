--- The plan of a batch as the supervisor takes it: JSON of a worker in which a stranger's Lua has run.
--- Nothing in it is trusted: every field is copied, of its type, bounded, and no folder of a job leads
--- out of the output folder or into that of another job.

local error_ <const> = require "ingot.error"
local limits_ <const> = require "ingot.batch.limits"
local message_ <const> = require "ingot.message"

local M = {
  MOST = 100000,  -- jobs
  LONGEST = 4096, -- bytes of a text
}

---@class ingot.BatchPlan
---@field inputs ingot.BatchInput[]
---@field jobs ingot.BatchJob[]

---@class ingot.BatchJob
---@field name string
---@field script string
---@field set table<string, string>
---@field out string    folder below the batch's
---@field limits table<string, number>  bytes or seconds; 0: none
---@field line integer  of the manifest

local LONGEST_NAME <const> = 200
local MOST_FILES <const> = 100000
local LONGEST_TIME <const> = 2^32 -- seconds

local function refuse(place, message)
  error_.raise("script", ("%s: %s"):format(place, message), 0)
end

-- The worker's answer is not what the program's own code writes: whoever wrote it does not mean well.
local function distrust(path)
  error_.raise("script", path .. ": the worker that read the manifest answered with nonsense", 0)
end

---@class ingot.PlanReader
---@field path string
local Reader = {}
Reader.__index = Reader

function Reader:text(value, longest)
  if type(value) ~= "string" or #value > longest or value:find "%z" then
    distrust(self.path)
  end
  return value
end

function Reader:list(value, most)
  if type(value) ~= "table" or #value > most then
    distrust(self.path)
  end
  return value
end

function Reader:settings(given)
  local set <const> = {}
  for name, text in pairs(self:list(given, 0)) do
    if not self:text(name, LONGEST_NAME):find "^[%a_][%w_]*$" then
      distrust(self.path)
    end
    set[name] = self:text(text, M.LONGEST)
  end
  return set
end

function Reader:limits(given)
  self:list(given, 0)
  local limits <const> = {}
  for _, name in ipairs(limits_.names) do
    local value <const> = given[name]
    local is_time <const> = name == "time" or name == "cpu"
    if value ~= nil and not (type(value) == "number" and value >= 0
        and value < (is_time and LONGEST_TIME or 2^53)) then
      distrust(self.path)
    end
    limits[name] = value and (is_time and value or math.tointeger(math.ceil(value)))
  end
  return limits
end

-- What is wrong with the folder of a job, or nil. Names that begin with a dot are the program's own;
-- logs lie beside the folders.
local function folder_mistake(folder)
  if folder == "" or folder:find "^/" or folder:find "//" or folder:find "/$" then
    return "a folder below that of the batch expected"
  end
  for part in folder:gmatch "[^/]+" do
    if part:find "^%." then
      return ("'%s' begins with a dot"):format(part)
    elseif part:find "[%c]" or #part > LONGEST_NAME then
      return "a name of a folder expected, without control characters, of at most 200 bytes"
    elseif part:find "%.out%.txt$" or part:find "%.err%.txt$" or part == "summary.json" then
      return "the batch has a file of that name"
    end
  end
end

function Reader:job(given)
  self:list(given, 0)
  local line <const> = math.type(given.line) == "integer" and given.line > 0 and given.line or 0
  local job <const> = {
    name = self:text(given.name, M.LONGEST), script = self:text(given.script, M.LONGEST),
    set = self:settings(given.set), out = self:text(given.out, M.LONGEST),
    limits = self:limits(given.limits), line = line,
  }
  local place <const> = ("%s:%d"):format(self.path, line)
  if #job.name > LONGEST_NAME or job.name == "" or job.name:find "%c" or not utf8.len(job.name) then
    refuse(place, ("the job's name '%s' is none: UTF-8 without control characters expected, of 1 to "
      .. "%d bytes"):format(job.name:sub(1, LONGEST_NAME):gsub("[%c\x80-\xff]", "?"), LONGEST_NAME))
  end
  local mistake <const> = folder_mistake(job.out)
  if mistake then
    refuse(place, ("job '%s': out '%s': %s"):format(job.name, job.out:gsub("%c", "?"), mistake))
  end
  return job
end

-- Two jobs of one name, or with folders that are one or lie in each other, would mix their outputs.
function Reader:check_collisions(jobs)
  local by_name <const>, by_folder <const> = {}, {}
  for _, job in ipairs(jobs) do
    local place <const> = ("%s:%d"):format(self.path, job.line)
    local other = by_name[job.name]
    if other then
      refuse(place, ("two jobs are called '%s'%s; give one a name of its own: name = \"…\""):format(
        job.name, other.line ~= job.line and (", the other one in line %d"):format(other.line) or ""))
    end
    other = by_folder[job.out]
    if other then
      refuse(place, ("jobs '%s' and '%s' have the same output folder '%s'; give one another: "
        .. "out = \"…\""):format(other.name, job.name, job.out))
    end
    by_name[job.name], by_folder[job.out] = job, job
  end
  for _, job in ipairs(jobs) do
    local above = job.out:match "^(.*)/[^/]*$"
    while above do
      if by_folder[above] then
        refuse(("%s:%d"):format(self.path, job.line), ("the output folder '%s' of job '%s' lies in "
          .. "that of job '%s'; give one another: out = \"…\""):format(job.out, job.name,
          by_folder[above].name))
      end
      above = above:match "^(.*)/[^/]*$"
    end
  end
end

-- Options are only handed on to the worker that reads the input.
function Reader:input(given)
  self:list(given, 0)
  local input <const> = { name = self:text(given.name, LONGEST_NAME), sources = {}, files = {} }
  if not input.name:find "^[%a_][%w_]*$" then
    distrust(self.path)
  end
  for i, source in ipairs(self:list(given.sources, MOST_FILES)) do
    input.sources[i] = self:text(source, M.LONGEST)
  end
  for i, file in ipairs(self:list(given.files, MOST_FILES)) do
    self:list(file, 0)
    input.files[i] = { path = self:text(file.path, M.LONGEST), hash = self:text(file.hash, 64) }
  end
  input.options = self:list(given.options, 0)
  return input
end

--- Takes the plan that a worker told.
---@param text? string  its message
---@param path string   of the manifest
---@return ingot.BatchPlan
function M.take(text, path)
  local reader <const> = setmetatable({ path = path }, Reader)
  local told <const> = text and message_.read(text)
  local plan <const> = { inputs = {}, jobs = {} }
  reader:list(told, 0)
  local named <const> = {}
  for i, input in ipairs(reader:list(told.inputs, 64)) do
    plan.inputs[i] = reader:input(input)
    if named[input.name] then
      distrust(path)
    end
    named[input.name] = true
  end
  for i, job in ipairs(reader:list(told.jobs, M.MOST)) do
    plan.jobs[i] = reader:job(job)
  end
  reader:check_collisions(plan.jobs)
  return plan
end

return M
