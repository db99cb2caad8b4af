--- The shared inputs of a manifest: what each is read from, and the files behind it with their hashes.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"
local options_ <const> = require "ingot.read.options"
local snapshot <const> = require "ingot.snapshot"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.BatchInput
---@field name string
---@field sources string[]
---@field options ingot.ReadOptions
---@field files { path: string, hash: string }[]  as they were when the manifest was read

local MOST <const>, LONGEST_NAME <const> = 64, 64

-- Sources and options of one input, or nil with what is wrong.
local function parts_of(given)
  if type(given) == "string" then
    return { given }, {}
  elseif type(given) ~= "table" then
    return nil, ('a source expected, as "data/*.csv", or sources and options, got a %s')
      :format(type(given))
  end
  local sources <const>, options <const> = {}, {}
  for key, value in pairs(given) do
    if math.type(key) == "integer" then
      sources[key] = value
    else
      options[key] = value
    end
  end
  return sources, options
end

-- Whether there is a function anywhere in a value: no other process could call it.
local function has_function(value)
  if type(value) ~= "table" then
    return type(value) == "function"
  end
  for _, item in pairs(value) do
    if has_function(item) then
      return true
    end
  end
  return false
end

-- What is wrong with the options, or nil.
local function mistake(sources, options)
  if snapshot.is(sources[1]) and next(options) then
    return ("a snapshot needs no options; it has '%s'"):format(suggest.names(options)[1])
  elseif snapshot.is(sources[1]) and #sources > 1 then
    return "a snapshot is an input by itself"
  end
  for _, name in ipairs(suggest.names(options)) do
    if has_function(options[name]) then
      return ("%s: a function cannot be handed to who reads it"):format(name)
    end
  end
  return options_.mistake(options)
end

-- The files behind sources with their hashes, or nil with what is wrong.
local function found(sources)
  local worked <const>, list <const>, message <const> = pcall(files.find, sources)
  if not worked then
    if not error_.is(list) then
      error(list, 0)
    end
    return nil, (list.message:gsub("^[^\n:]+:%d+: ", ""))
  elseif not list then
    return nil, message
  end
  local hashed <const> = {}
  for i, path in ipairs(list) do
    local hash <const>, problem <const> = native.hash(path)
    if not hash then
      return nil, problem
    end
    hashed[i] = { path = path, hash = hash }
  end
  return hashed
end

--- Reads the `inputs` of a manifest.
---@param given table<string, string|table>
---@param refuse fun(keys: string[], message: string)  raises
---@return ingot.BatchInput[]  sorted by name
function M.read(given, refuse)
  local inputs <const> = {}
  for name in pairs(given) do
    if type(name) ~= "string" or not name:find "^[%a_][%w_]*$" or #name > LONGEST_NAME then
      refuse({ "inputs", name }, ("inputs: each has a name, as customs = { … }; '%s' is none")
        :format(tostring(name):sub(1, LONGEST_NAME)))
    end
  end
  for _, name in ipairs(suggest.names(given)) do
    local function fail(message)
      refuse({ "inputs", name }, ("input '%s': %s"):format(name, message))
    end
    local sources <const>, options <const> = parts_of(given[name])
    local message <const> = sources and mistake(sources, options) or not sources and options
    if message then
      fail(message)
    end
    local hashed <const>, problem <const> = found(sources)
    if not hashed then
      fail(problem)
    end
    inputs[#inputs + 1] = {
      name = name, sources = sources, options = options_.plain(options), files = hashed,
    }
  end
  if #inputs > MOST then
    refuse({ "inputs" }, ("%d inputs; a batch has at most %d"):format(#inputs, MOST))
  end
  return inputs
end

return M
