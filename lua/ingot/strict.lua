--- Strict globals: reading a name that was never set is an error that names the nearest known one.
--- A name set to nil on purpose counts as known.

local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"

local M = {}

local is_closed <const> = native.compile == nil

-- Busted looks globals up through this file; the one who asked stands above it.
local GO_BETWEEN <const> = "busted/environment.lua"

-- The level of whoever read the name, as `error` counts it in `refuse`.
local function reader_level()
  local level = 4
  local frame = native.frame(level)
  while frame and frame.source:sub(-#GO_BETWEEN) == GO_BETWEEN do
    level = level + 1
    frame = native.frame(level)
  end
  return level - 1
end

-- What other languages call what Lua has under another name.
local elsewhere <const> = {
  null = "nil", NULL = "nil", None = "nil", undefined = "nil", True = "true", False = "false",
  TRUE = "true", FALSE = "false", elif = "elseif", this = "self", len = "#", printf = "print",
}

local function refuse(name, known)
  local other <const> = elsewhere[name]
  error(("undefined name '%s'%s"):format(tostring(name),
    other and (" (in Lua: %s)"):format(other)
      or suggest.did_you_mean(tostring(name), known)), reader_level())
end

local function set_of(names)
  local set <const> = {}
  for _, name in ipairs(names or {}) do
    set[name] = true
  end
  return set
end

--- Makes a table of globals strict. Names in `probed` may be read though nothing has set them:
--- libraries ask by them which Lua they run on.
---@param globals table  without a metatable
---@param probed? string[]
---@return fun() undo
function M.install(globals, probed)
  local free <const> = set_of(probed)
  assert(getmetatable(globals) == nil, "the globals have a metatable already")
  setmetatable(globals, {
    __index = function(_, name)
      if not free[name] then
        refuse(name, suggest.names(globals))
      end
    end,
    __newindex = function(_, name, value)
      free[name] = true
      rawset(globals, name, value)
    end,
  })
  return function()
    setmetatable(globals, nil)
  end
end

-- Lua's tables of functions that a script gets copies of: what it does to them does not touch ours.
local libraries <const> = { "string", "table", "math", "utf8", "coroutine" }

local function copy(functions)
  local own <const> = {}
  for name, value in next, functions do
    own[name] = value
  end
  return own
end

-- `load` of an environment: what it loads sees this environment, if none is given.
local function loader(environment)
  return function(chunk, name, mode, ...)
    if select("#", ...) == 0 then
      return load(chunk, name, mode or "t", environment)
    end
    return load(chunk, name, mode or "t", (...))
  end
end

--- Globals for one script: it sees those of `base`, sets its own, and is refused unknown names.
---@param base? table  _G by default
---@return table environment
function M.environment(base)
  base = base or _G
  local environment <const> = copy(base)
  for _, name in ipairs(libraries) do
    environment[name] = base[name] and copy(base[name])
  end
  environment.load = base.load and loader(environment)
  if base == _G and is_closed then
    environment.getmetatable, environment.setmetatable = native.metatables()
  end
  environment._G = environment
  M.install(environment)
  return environment
end

return M
