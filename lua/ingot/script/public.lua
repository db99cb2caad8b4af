--- What scripts have of the library: `require "ingot"`, and those modules that are themselves names of
--- it, as `require "ingot.series"`. A script gets tables of its own, so that what it writes into them
--- is not what the library's modules call.

local parts <const> = require "ingot.parts"

local M = {}

local given <const> = setmetatable({}, { __mode = "k" }) -- the tables that scripts got

--- Whether a value is a module as scripts have it: a table of functions, to be called with a dot.
---@param value any
---@return boolean
function M.is_module(value)
  return given[value] ~= nil
end

--- Whether a script may require a module of the library.
---@param name string
---@return boolean
function M.is(name)
  return name == "ingot" or parts[name:match "^ingot%.([%w_]+)$"] == name:sub(#"ingot." + 1)
end

-- A module and the tables below it. Objects are not copied: their metatables are locked to scripts.
local function copy(t, done)
  local own <const> = {}
  done[t] = own
  for key, value in next, t do
    if type(value) == "table" and getmetatable(value) == nil then
      value = done[value] or copy(value, done)
    end
    own[key] = value
  end
  return own
end

local function copy_of(module)
  local own <const> = setmetatable(copy(module, {}), getmetatable(module))
  given[own] = true
  return own
end

-- The library's table, whose parts are looked up in it when they are first asked for.
local function whole()
  local ingot <const> = require "ingot"
  local meta <const> = getmetatable(ingot)
  local own <const> = { version = ingot.version }
  given[own] = true
  local function part(_, name)
    if not parts[name] then
      return meta.__index(ingot, name) -- a tail call: its error is the asker's
    end
    local value <const> = ingot[name]
    own[name] = M.is("ingot." .. name) and copy_of(value) or value
    return own[name]
  end
  local function each()
    local next_name <const> = meta.__pairs(ingot)
    return function()
      local name <const> = next_name()
      return name, name and own[name]
    end
  end
  return setmetatable(own, { __index = part, __pairs = each })
end

--- What one script's `require` gives of the library: the same each time.
---@return fun(name: string): any  nil for what is not public
function M.new()
  local ingot
  return function(name)
    if not M.is(name) then
      return nil
    end
    ingot = ingot or whole()
    return name == "ingot" and ingot or ingot[name:sub(#"ingot." + 1)]
  end
end

return M
