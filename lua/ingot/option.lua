--- Options of a script: `ingot.option("period", ingot.period "2025-04")` reads what `--set` gave,
--- typed by its default.

local lazy <const> = require "ingot.lazy"
local period <const> = lazy "ingot.period"
local suggest <const> = require "ingot.suggest"

local M = {}

local given = {} -- what --set gave: name → text
local asked = {} -- what the script has asked for: name → value
local order = {} -- their names, as asked

-- How text becomes a value of the default's type: type name → { reader, what is expected }.
local readers <const> = {
  string = { function(text) return text end, "a text" },
  integer = { math.tointeger, "a whole number" },
  float = { tonumber, "a number" },
  boolean = { function(text) return ({ ["true"] = true, ["false"] = false })[text] end,
    "true or false" },
  period = { function(text) return period.parse(text) end, "a period such as 2025-04" },
}

local function type_of(default)
  if type(default) == "table" and period.is(default) then
    return "period"
  end
  return math.type(default) or type(default)
end

--- Begins a run with the values of `--set`.
---@param values table<string, string>
function M.begin(values)
  given, asked, order = values, {}, {}
end

--- The value given for a name, or the default.
---
---     local period = ingot.option("period", ingot.period "2025-04")   -- --set period=2025-05
---
---@generic T : string|number|boolean|ingot.Period
---@param name string
---@param default T
---@return T
function M.option(name, default)
  local reader <const> = readers[type_of(default)]
  if not reader then
    error(("option '%s': a text, number, boolean or period expected as default, got %s"):format(
      name, type(default)), 2)
  end
  local value = default
  if given[name] ~= nil then
    value = reader[1](given[name])
    if value == nil then
      error(("option '%s': %s expected, got '%s'"):format(name, reader[2], given[name]), 2)
    end
  end
  if asked[name] == nil then
    order[#order + 1] = name
  end
  asked[name] = value
  return value
end

--- The value a script got for a name it asked for, or nil.
function M.asked(name)
  return asked[name]
end

--- What `--set` gave, as text.
---@return table<string, string>
function M.given()
  return given
end

--- What the script's options came to: texts of periods and of what JSON has no number for, else the
--- values.
---@return table<string, string|number|boolean>
function M.resolved()
  local values <const> = {}
  for _, name in ipairs(order) do
    local value <const> = asked[name]
    local plain <const> = type(value) ~= "table" and value == value and math.abs(
      type(value) == "number" and value or 0) ~= math.huge
    values[name] = not plain and tostring(value) or value
  end
  return values
end

--- After a script has run: a message for a `--set` name it never asked for, or nil.
---@return string?
function M.unknown()
  local names <const> = {}
  for name in pairs(given) do
    if asked[name] == nil then
      names[#names + 1] = name
    end
  end
  if #names == 0 then
    return nil
  end
  table.sort(names)
  local options <const> = #order > 0 and "its options are " .. table.concat(order, ", ")
    or "it has no options"
  return ("--set %s: the script has no such option%s; %s"):format(names[1],
    suggest.did_you_mean(names[1], order), options)
end

return M
