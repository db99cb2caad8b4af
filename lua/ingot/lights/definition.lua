-- What a set of lights is: indicators with their bounds, which may change with a month, and published
-- readings of the index with their zones.

local period = require "ingot.period"
local suggest = require "ingot.suggest"
local zone = require "ingot.lights.zone"

---@class ingot.Bounds
---@field bounds number[]     four, rising; in the indicator's unit
---@field from? integer       the first month they hold for; nil: from the beginning
---@field source? string      who says so

---@class ingot.LightIndicator
---@field name string         of the series
---@field weight number
---@field invert boolean      whether more of it is colder
---@field versions ingot.Bounds[]  in order of time
---@field en? string
---@field zh? string

---@class ingot.LightsDefinition
---@field name string
---@field indicators ingot.LightIndicator[]
---@field scale number[]      where the four bounds of an indicator stand on the continuous index
---@field least number        share of the weights below which there is no index
---@field readings ingot.Reading[]  by rising value
---@field en? string
---@field zh? string
---@field source? string

local M = {}

--- The fields of a definition, for the registry.
M.fields = {
  indicators = "table", scale = "table", least = "number", readings = "table", en = "string",
  zh = "string", source = "string",
}

local indicator_fields = {
  bounds = "table", versions = "table", weight = "number", invert = "boolean", en = "string",
  zh = "string", source = "string",
}
local version_fields = { bounds = "table", from = "string", source = "string" }
local reading_fields = { month = "string", source = "string" }

local SCALE = { 20, 40, 60, 80 }
local LEAST = 0.6

local function is_number(x)
  return type(x) == "number" and x == x and math.abs(x) < math.huge
end

local function unknown_field(given, known, listed)
  for key, value in pairs(given) do
    local expected = listed and math.type(key) == "integer" and type(value) or known[key]
    if not expected then
      return ("unknown field '%s'%s"):format(tostring(key), suggest.did_you_mean(tostring(key), known))
    elseif type(value) ~= expected then
      return ("field '%s': %s expected, got %s"):format(key, expected, type(value))
    end
  end
end

-- What is wrong with four bounds, or nil.
local function bounds_problem(bounds, what)
  if type(bounds) ~= "table" or #bounds ~= 4 then
    return ("%s: four numbers expected, as { 2, 5, 9, 12 }"):format(what)
  end
  for i, bound in ipairs(bounds) do
    if not is_number(bound) then
      return ("%s: number %d: a number expected, got %s"):format(what, i, tostring(bound))
    elseif i > 1 and bound <= bounds[i - 1] then
      return ("%s: rising numbers expected, got %.15g after %.15g"):format(what, bound, bounds[i - 1])
    end
  end
end

local function month_of(text)
  local at = period.parse(text)
  return at and at.kind == "month" and at.from or nil
end

local function version_of(given, last)
  local problem = unknown_field(given, version_fields)
    or bounds_problem(given.bounds, "bounds")
  if problem then return nil, problem end
  local from = given.from and month_of(given.from)
  if given.from and not from then
    return nil, ("from: a month expected, as \"2025-01\", got '%s'"):format(given.from)
  elseif last and not (from and from > (last.from or 0)) then
    return nil, "versions stand in order of time, each but the first with from = …"
  end
  return { bounds = given.bounds, from = from, source = given.source }
end

local function versions_of(given)
  if (given.bounds == nil) == (given.versions == nil) then
    return nil, "bounds or versions of them expected, as bounds = { 2, 5, 9, 12 }"
  end
  local versions = {}
  for i, one in ipairs(given.versions or { { bounds = given.bounds, source = given.source } }) do
    local version, problem = version_of(one, versions[i - 1])
    if not version then return nil, problem end
    versions[i] = version
  end
  return versions
end

local function indicator_of(given, taken)
  local name = type(given) == "table" and given[1]
  if type(name) ~= "string" or not name:match "^[%a_][%w_]*$" then
    return nil, 'a name expected, as { "al_output", bounds = { 2, 5, 9, 12 } }'
  end
  local problem = unknown_field(given, indicator_fields, true)
  if taken[name] then problem = "it stands twice" end
  if given.weight and not (is_number(given.weight) and given.weight > 0) then
    problem = ("weight: a number above 0 expected, got %s"):format(tostring(given.weight))
  end
  local versions
  if not problem then versions, problem = versions_of(given) end
  if problem then return nil, ("indicator '%s': %s"):format(name, problem) end
  return {
    name = name, weight = given.weight or 1, invert = given.invert or false, versions = versions,
    en = given.en or name:gsub("_", " "), zh = given.zh or given.en or name,
  }
end

local function reading_of(given)
  local value, name = given[1], given[2]
  local problem = unknown_field(given, reading_fields, true)
  if problem then return nil, problem end
  local place = zone.find(name)
  local month = given.month and month_of(given.month)
  if not is_number(value) then
    return nil, 'a value and its zone expected, as { 56.9, "normal", month = "2025-11" }'
  elseif not place then
    return nil, suggest.unknown("zone", "zones", tostring(name), zone.names())
  elseif not month then
    return nil, ("month: a month expected, as \"2025-11\", got %s"):format(tostring(given.month))
  end
  return { value = value, zone = place, month = month }
end

-- A list of things made of what was given; nil and what is wrong with which of them.
local function each(list, what, make, ...)
  local made = {}
  for i, given in ipairs(list) do
    local one, problem = make(given, ...)
    if not one then return nil, ("%s %d: %s"):format(what, i, problem) end
    made[i] = one
  end
  return made
end

--- Fills in a definition; gives what is wrong with it, or nil.
---@param definition table
---@return string? message
function M.check(definition)
  if not definition.indicators or #definition.indicators == 0 then
    return 'indicators expected, as { { "al_output", bounds = { 2, 5, 9, 12 } }, … }'
  end
  local taken = {}
  local indicators, problem = each(definition.indicators, "indicator", function(given)
    local one, message = indicator_of(given, taken)
    if one then taken[one.name] = true end
    return one, message
  end)
  if not indicators then return problem end
  definition.scale = definition.scale or SCALE
  definition.least = definition.least or LEAST
  problem = bounds_problem(definition.scale, "scale")
  if not problem and not (definition.least > 0 and definition.least <= 1) then
    problem = ("least: a share above 0 up to 1 expected, got %.15g"):format(definition.least)
  end
  if problem then return problem end
  local readings, message = each(definition.readings or {}, "reading", reading_of)
  if not readings then return message end
  table.sort(readings, function(a, b)
    if a.value ~= b.value then return a.value < b.value end
    return a.zone < b.zone
  end)
  definition.indicators, definition.readings = indicators, readings
  return zone.problem(readings) and "readings: " .. zone.problem(readings) or nil
end

--- The bounds of an indicator in a month; nil before the first.
---@param indicator ingot.LightIndicator
---@param month integer
---@return ingot.Bounds?
function M.bounds_in(indicator, month)
  local found
  for _, version in ipairs(indicator.versions) do
    if not version.from or version.from <= month then found = version end
  end
  return found
end

return M
