--- Named definitions as data: what metrics, products and formats have in common. A definition is
--- checked where it is written; a later one of the same name replaces the earlier.

local suggest <const> = require "ingot.suggest"

---@class ingot.Registry
---@field define fun(name: string): fun(definition: table): table
---@field get fun(name: string, level?: integer): table
---@field find fun(name: string): table?  as `get`, but nil for an unknown name
---@field names fun(): string[]

local M = {}

local function check_fields(kind, name, definition, fields, listed)
  for key, value in pairs(definition) do
    local expected = fields[key] or listed and math.type(key) == "integer" and type(value)
    if not expected then
      return ("%s '%s': unknown field '%s'%s"):format(kind, name, tostring(key),
        suggest.did_you_mean(tostring(key), fields))
    end
    if not expected:find(type(value), 1, true) then
      return ("%s '%s': field '%s': %s expected, got %s"):format(kind, name, key, expected,
        type(value))
    end
  end
end

--- A registry of one kind of definition.
---@param kind string  as it stands in messages: "metric"; its plural takes an s
---@param fields table<string, string>  the fields a definition may have, with their Lua types, as
---   "string" or "boolean or table"
---@param check fun(definition: table): string?  a message when a definition is refused; may add
---   derived fields to the definition, which is the registry's own copy
---@param listed? boolean  whether a definition also holds a list, which `check` looks at
---@return ingot.Registry
function M.new(kind, fields, check, listed)
  local entries <const> = {}
  local registry <const> = {}

  local function define(name, given)
    if type(given) ~= "table" then
      error(("%s '%s': a table of fields expected, got %s"):format(kind, name, type(given)), 3)
    end
    local message = check_fields(kind, name, given, fields, listed)
    if message then
      error(message, 3)
    end
    local definition <const> = { name = name }
    for key, value in pairs(given) do
      definition[key] = value
    end
    message = check(definition)
    if message then
      error(("%s '%s': %s"):format(kind, name, message), 3)
    end
    entries[name] = definition
    return definition
  end

  --- Begins a definition: `define "exports" { … }`.
  function registry.define(name, misplaced)
    if type(name) ~= "string" or name == "" then
      error(('a %s needs a name, as %s "…" { … }, got %s'):format(kind, kind, name == "" and '""'
        or type(name)), 2)
    elseif misplaced ~= nil then
      error(('%s \'%s\': its definition stands behind the name: %s "%s" { … }'):format(kind, name,
        kind, name), 2)
    end
    return function(definition)
      return (define(name, definition)) -- no tail call: the level of its errors counts frames
    end
  end

  --- The definition of a name; an unknown one is an error at `level` (default: the caller).
  function registry.get(name, level)
    local definition = entries[name]
    if not definition then
      error(suggest.unknown(kind, kind .. "s", tostring(name), registry.names()), (level or 1) + 1)
    end
    return definition
  end

  --- The definition of a name, or nil.
  function registry.find(name)
    return entries[name]
  end

  --- All names, in order.
  function registry.names()
    return suggest.names(entries)
  end

  return registry
end

return M
