--- The journal of a batch: a line of JSON for each finished job, written as it finishes, so that also
--- a batch that was killed can be resumed. A line that is not whole – the last one, then – counts as
--- not written. Each run begins with a line that tells its inputs.

local error_ <const> = require "ingot.error"
local message_ <const> = require "ingot.message"
local told_ <const> = require "ingot.batch.told"

local M = {}

---@class ingot.BatchRecord  what a job was asked, and what came of it
---@field name string
---@field asked string     script, settings, limits and version, as JSON
---@field status ingot.BatchStatus
---@field exit integer
---@field error? string
---@field claims integer
---@field warnings integer
---@field out string       folder below the batch's
---@field outputs { path: string, hash: string }[]
---@field stale? { path: string, hash: string }[]  what earlier runs wrote there, when this one wrote nothing
---@field reads { path: string, hash: string }[]
---@field given string[]   files, folders and patterns as they were named
---@field inputs string[]  shared ones that it used
---@field seconds number
---@field cpu number       seconds
---@field memory integer   bytes at most

---@class ingot.Journal
---@field path string
---@field file file*
---@field places table<string, { at: integer, inputs: table<string, string> }>  by job: its last record
local Journal = {}
Journal.__index = Journal
Journal.__close = function(journal)
  journal.file:close()
end

-- The inputs that a line begins a run with, or nil.
local function inputs_of(line)
  return type(line) == "table" and type(line.inputs_of_run) == "table" and line.inputs_of_run or nil
end

local function refuse(path, message)
  error_.raise("script", ("%s: the journal cannot be written: %s"):format(path,
    (message or "?"):match "([^:]*)$":gsub("^ ", ""):lower()), 0)
end

-- The places of the records there are.
local function load_places(file)
  local places <const>, inputs = {}, {}
  local at = 0
  for text in file:lines "L" do
    local line <const> = text:sub(-1) == "\n" and message_.read(text)
    if inputs_of(line) then
      inputs = inputs_of(line)
    elseif type(line) == "table" and type(line.name) == "string" then
      places[line.name] = { at = at, inputs = inputs }
    end
    at = at + #text
  end
  return places, at
end

-- What the runs that a record tells of wrote, with the folder it is in.
local function outputs_of(record)
  local outputs <const> = {}
  for _, field in ipairs { "outputs", "stale" } do
    local list <const> = told_.written(record[field])
    table.move(list, 1, #list, #outputs + 1, outputs)
  end
  return { out = record.out, outputs = outputs }
end

-- What each job of a journal wrote that is about to be begun anew.
local function written_of(path)
  local written <const> = {}
  local file <close> = io.open(path, "rb")
  for text in file and file:lines "L" or function() end do
    local line <const> = text:sub(-1) == "\n" and message_.read(text)
    if type(line) == "table" and type(line.name) == "string" then
      written[line.name] = outputs_of(line)
    end
  end
  return written
end

--- Opens the journal of a folder, and begins a run.
---@param path string
---@param is_resumed boolean  keeps what is there
---@param inputs table<string, string>  what each shared input is, as JSON
---@return ingot.Journal
function M.open(path, is_resumed, inputs)
  local written <const> = is_resumed and {} or written_of(path)
  local file <const>, message <const> = io.open(path, is_resumed and "a+b" or "w+b")
  if not file then
    refuse(path, message)
  end
  local journal <const> = setmetatable({
    path = path, file = file, places = {}, written = written,
  }, Journal)
  if is_resumed then
    file:seek("set")
    local size
    journal.places, size = load_places(file)
    if size > 0 then
      file:seek("set", size - 1)
      if file:read(1) ~= "\n" then
        journal:append "\n"
      end
    end
  end
  journal.inputs = inputs
  journal:append(message_.write { inputs_of_run = inputs } .. "\n")
  return journal
end

-- Appends a text; gives where it begins.
function Journal:append(text)
  local at <const> = self.file:seek "end"
  local written <const>, message <const> = self.file:write(text)
  if not written then
    refuse(self.path, message)
  end
  local flushed <const>, problem <const> = self.file:flush()
  if not flushed then
    refuse(self.path, problem)
  end
  return at
end

--- Adds the record of a job.
---@param record ingot.BatchRecord
function Journal:add(record)
  for _, list in ipairs { "outputs", "reads", "given", "inputs" } do
    setmetatable(record[list], { __array = true })
  end
  local at <const> = self:append(message_.write(record) .. "\n")
  self.places[record.name] = { at = at, inputs = self.inputs }
end

--- What a job wrote in earlier runs, as far as it is known.
---@param name string
---@return { out: string?, outputs: { path: string, hash: string }[] }
function Journal:outputs(name)
  local record <const> = self:record(name)
  return record and outputs_of(record) or self.written[name] or { outputs = {} }
end

--- The last record of a job, and the inputs of the run that wrote it; nil when there is none.
---@param name string
---@return ingot.BatchRecord? record
---@return table<string, string>? inputs
function Journal:record(name)
  local place <const> = self.places[name]
  if not place then
    return nil
  end
  self.file:seek("set", place.at)
  local line <const> = self.file:read "L"
  return line and message_.read(line) or nil, place.inputs
end

return M
