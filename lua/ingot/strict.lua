--- Strict globals: reading a name that was never set is an error that names the nearest known one.
--- A name set to nil on purpose counts as known.

local suggest <const> = require "ingot.suggest"

local M = {}

-- Busted looks globals up through this file; the one who asked stands above it.
local GO_BETWEEN <const> = "busted/environment.lua"

-- The level of whoever read the name, as `error` counts it in `refuse`.
local function reader_level()
  local level = 4
  local frame = debug.getinfo(level, "S")
  while frame and frame.source:sub(-#GO_BETWEEN) == GO_BETWEEN do
    level = level + 1
    frame = debug.getinfo(level, "S")
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

--- Globals for one script: it sees those of `base`, sets its own, and is refused unknown names.
---@param base? table  _G by default
---@return table environment
function M.environment(base)
  base = base or _G
  local environment <const> = {}
  for name, value in next, base do
    environment[name] = value
  end
  environment._G = environment
  M.install(environment)
  return environment
end

return M
