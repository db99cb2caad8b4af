--- Tables that the jobs of a batch share. A script names one and says what it is when it runs alone:
---
---     local customs = ingot.input("customs", { "data/customs/export-*.csv", profile = "gacc-zh" })
---
--- In a batch whose manifest has an input of that name, that one takes its place; it is in memory
--- once, however many jobs use it.

local error_ <const> = require "ingot.error"
local lazy <const> = require "ingot.lazy"
local native <const> = require "ingot.native"
local read <const> = lazy "ingot.read"
local snapshot <const> = lazy "ingot.snapshot"
local suggest <const> = require "ingot.suggest"

local M = {}

local shared = {} -- names that the batch has
local taken = {}  -- name → table

--- Begins a run with the names of the inputs that a batch hands it.
---@param names? string[]
function M.begin(names)
  shared, taken = names or {}, {}
end

--- The names of the batch's inputs that the script asked for, sorted.
---@return string[]
function M.asked()
  return suggest.names(taken)
end

local function is_shared(name)
  for _, each in ipairs(shared) do
    if each == name then
      return true
    end
  end
  return false
end

-- The batch's own table of a name.
local function take(name)
  if not taken[name] then
    local data <const>, about <const> = native.input(name)
    if not data then
      error(("input '%s': %s"):format(name, tostring(about or "the batch did not hand it over")), 3)
    end
    snapshot.adopt(data, about)
    taken[name] = data
  end
  return taken[name]
end

-- Reads what a script says an input is when nobody hands it over.
local function read_alone(name, source)
  local sources <const>, options <const> = {}, {}
  if type(source) == "string" then
    sources[1] = source
  elseif type(source) ~= "table" then
    error(('input \'%s\': a source expected, as "data/*.csv", or sources and options, got a %s')
      :format(name, type(source)), 3)
  else
    for key, value in pairs(source) do
      local part <const> = math.type(key) == "integer" and sources or options
      part[key] = value
    end
  end
  local is_snapshot <const> = snapshot.is(sources[1]) and not sources[2] and not next(options)
  local worked <const>, data <const> = error_.try(is_snapshot and snapshot.open or read.read,
    is_snapshot and sources[1] or sources[2] and sources or sources[1], options)
  if not worked then
    error(("input '%s': %s"):format(name, data), 3)
  end
  return data
end

--- The input of a name: the batch's, else what `source` says.
---
---     local customs = ingot.input("customs", { "data/customs/export-*.csv", profile = "gacc-zh" })
---
---@param name string
---@param source? string|table  a source, or sources and the options of `ingot.read`
---@return ingot.Table
function M.input(name, source)
  if type(name) ~= "string" then
    error(("input: a name expected, got %s"):format(type(name)), 2)
  elseif is_shared(name) then
    return take(name)
  elseif source ~= nil then
    return read_alone(name, source)
  elseif #shared > 0 then
    error(suggest.unknown("input", "the batch's inputs", name, shared), 2)
  end
  error(("input '%s': no batch hands it over; a script that runs alone says what it is: "
    .. "ingot.input(\"%s\", { \"data/*.csv\" })"):format(name, name), 2)
end

return M
