--- Definitions of indices, checked where they are written.

local methods <const> = require "ingot.index.methods"
local period <const> = require "ingot.period"
local registry <const> = require "ingot.registry"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.IndexComponent
---@field name string
---@field weight? number      above 0; 1 when left out
---@field invert? boolean     it goes against the others
---@field transform? "symmetric"|"difference"|"level"  of its changes; by its unit and values when
---   left out: differences for rates and for values that are not above 0
---@field lag? integer        months by which it is usually published after the others
---@field en? string
---@field zh? string

---@class ingot.IndexDefinition
---@field name string
---@field method string
---@field components ingot.IndexComponent[]
---@field base? ingot.Period  the months whose mean is 100; the first month when left out
---@field like? string        the index whose size and trend it takes on: the coincident one
---@field coverage number     a month needs more than this part of the weight; 0.6 when left out
---@field from? ingot.Period
---@field to? ingot.Period
---@field project? integer    lags of the autoregression that projects late components
---@field settings table<string, number|false>  of its method
---@field summary? string
---@field en? string
---@field zh? string

local transforms <const> = { symmetric = true, difference = true, level = true }

-- What each field of a component must be.
local component_checks <const> = {
  weight = { "a number above 0", function(x)
    return type(x) == "number" and x > 0 and x < math.huge
  end },
  invert = { "true or false", function(x) return type(x) == "boolean" end },
  transform = { "'difference', 'level' or 'symmetric'", function(x) return transforms[x] end },
  lag = { "a whole number of months from 0", function(x) return math.type(x) == "integer" and x >= 0 end },
  en = { "a text", function(x) return type(x) == "string" end },
  zh = { "a text", function(x) return type(x) == "string" end },
}

local function component_of(given, i)
  given = type(given) == "string" and { given } or given
  if type(given) ~= "table" or type(given[1]) ~= "string" then
    return nil, ('component %d: a series expected, as { "al_output", weight = 2 }, got %s'):format(i,
      type(given) == "table" and tostring(given[1]) or tostring(given))
  end
  local component <const> = { name = given[1] }
  for _, key in ipairs(suggest.names(given)) do
    local check <const> = component_checks[key]
    if not check then
      return nil, ("component '%s': unknown field '%s'%s"):format(component.name, key,
        suggest.did_you_mean(key, component_checks))
    elseif not check[2](given[key]) then
      return nil, ("component '%s': %s: %s expected, got %s"):format(component.name, key, check[1],
        tostring(given[key]))
    end
    component[key] = given[key]
  end
  return component
end

local reserved <const> = { before = true, trend = true }

local function check_components(definition)
  local list <const>, seen <const> = {}, {}
  if type(definition.components) ~= "table" or #definition.components == 0 then
    return 'components: a list expected, as { { "al_output", weight = 2 }, { "alumina_output" } }'
  end
  for i, given in ipairs(definition.components) do
    local component <const>, message <const> = component_of(given, i)
    if not component then
      return message
    elseif reserved[component.name] then
      return ("component '%s': formulas of indices use that name; give the series another"):format(
        component.name)
    elseif seen[component.name] then
      return ("component '%s' stands twice"):format(component.name)
    end
    seen[component.name], list[i] = true, component
  end
  definition.components = list
end

-- The settings of all methods, each with what it must be.
local settings <const> = {
  span = { "a whole number of months from 1", function(x) return math.type(x) == "integer" and x >= 1 end },
  window = { "a whole number of months from 1", function(x) return math.type(x) == "integer" and x >= 1 end },
  opening = { "a whole number of months from 1", function(x) return math.type(x) == "integer" and x >= 1 end },
  clip = { "a number above 0", function(x) return x > 0 and x < math.huge end },
  trend = { "a number above 0", function(x) return x > 0 and x < math.huge end },
  smooth = { "a number above 0", function(x) return x > 0 and x < math.huge end },
}

local function check_settings(definition, method)
  definition.settings = {}
  for name, default in pairs(method.settings or {}) do
    definition.settings[name] = default
  end
  for _, name in ipairs(suggest.names(settings)) do
    local value <const> = definition[name]
    if value ~= nil then
      if definition.settings[name] == nil then
        return ("the method '%s' has no %s"):format(definition.method, name)
      elseif not settings[name][2](value) then
        return ("%s: %s expected, got %s"):format(name, settings[name][1], tostring(value))
      end
      definition.settings[name], definition[name] = value, nil
    end
  end
end

-- A year, a text or a period as a period.
local function period_of(value)
  if period.is(value) then
    return value
  elseif type(value) == "table" then
    return nil
  end
  return (period.parse(math.type(value) == "integer" and ("%04d"):format(value) or tostring(value)))
end

local function check_periods(definition)
  for _, name in ipairs { "base", "from", "to" } do
    if definition[name] ~= nil then
      local found <const> = period_of(definition[name])
      if not found or name ~= "base" and found.kind ~= "month" then
        return ("%s: %s expected, got %s"):format(name, name == "base"
          and 'a year or a period, as 2015 or "2015-01..06",' or 'a month, as "2015-01",',
          tostring(definition[name]))
      end
      definition[name] = found
    end
  end
end

local function check_projection(definition, method)
  local asked = definition.project
  if asked == nil then
    asked = method.order or false
  end
  if asked and not method.projects then
    return ("project: the method '%s' projects nothing"):format(definition.method)
  elseif asked == true then
    asked = method.order or 2
  end
  if asked and (math.type(asked) ~= "integer" or asked < 1 or asked > 6) then
    return ("project: false or the lags of an autoregression, 1 to 6, expected, got %s"):format(
      tostring(asked))
  end
  definition.project = asked or nil
end

local function check(definition)
  local method <const> = definition.method and methods.get(definition.method)
  if not method then
    return "method: " .. suggest.unknown("method", "methods", tostring(definition.method),
      methods.names())
  elseif definition.like and not method.like then
    return ("like: the method '%s' follows no other index"):format(definition.method)
  elseif definition.base and not method.chain then
    return ("base: the method '%s' has none"):format(definition.method)
  end
  definition.coverage = definition.coverage or 0.6
  if definition.coverage < 0 or definition.coverage >= 1 then
    return ("coverage: a part of the weight from 0 to below 1 expected, got %s"):format(
      tostring(definition.coverage))
  end
  return check_components(definition) or check_settings(definition, method)
    or check_periods(definition) or check_projection(definition, method)
end

local indices <const> = registry.new("index", {
  method = "string", components = "table", base = "number or string or table", like = "string",
  coverage = "number", from = "string or table", to = "string or table", project = "boolean or number",
  summary = "string", en = "string", zh = "string", span = "number", window = "number",
  opening = "number", clip = "number", trend = "number", smooth = "number",
}, check)

M.define, M.find, M.names = indices.define, indices.find, indices.names

--- The definition of a name; an unknown one is an error at `level` (default: the caller).
---@param name string
---@param level? integer
---@return ingot.IndexDefinition
function M.get(name, level)
  return indices.find(name) or error(suggest.unknown("index", "indices", tostring(name),
    indices.names()), (level or 1) + 1)
end

return M
