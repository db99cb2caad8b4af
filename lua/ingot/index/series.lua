--- The series (`ingot.series.plain`) that steps and methods of `ingot.index` work on: of months.
---
--- A series holds doubles, one a month from its first month on; a month without a value holds false,
--- which is not zero. Its first and last months have values. Series are made from a table of
--- indicators, from claims (`cube:series(…)`), or from plain lists, and never changed afterwards.

local claim <const> = require "ingot.claim"
local number <const> = require "ingot.number"
local observations <const> = require "ingot.indicator.observations"
local period <const> = require "ingot.period"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.SeriesFields
---@field name string
---@field unit? string
---@field from string|ingot.Period|integer  first month
---@field values (number|ingot.Number|false)[]
---@field flags? table<integer, ingot.SeriesFlag>
---@field sources? ingot.Source[]
---@field claims? table<integer, ingot.Claim>  by calendar month, when it was made of claims
---@field adjusted? boolean
---@field changed? boolean

--- Whether a value is a series.
M.is = plain.is

--- "2025-11", of a place in a series.
---@param series ingot.Series
---@param i integer
---@return string
function M.month(series, i)
  return tostring(period.from_month(series.from + i - 1))
end

local fields <const> = {
  name = true, unit = true, from = true, values = true, flags = true, sources = true, claims = true,
  adjusted = true, changed = true,
}

local function first_month(from)
  if math.type(from) == "integer" then
    return from
  end
  local first <const> = period.is(from) and from or type(from) == "string" and period.parse(from)
  return first and first.kind == "month" and first.from or nil
end

-- What is wrong with a series, or nil.
local function problem(given)
  for _, key in ipairs(suggest.names(given)) do
    if not fields[key] then
      return ("unknown field '%s'%s"):format(key, suggest.did_you_mean(key, fields))
    end
  end
  if type(given.name) ~= "string" or given.name == "" then
    return ("name: a text expected, got %s"):format(tostring(given.name))
  elseif not first_month(given.from) then
    return ('from: the first month expected, as "2015-01", got %s'):format(tostring(given.from))
  elseif type(given.values) ~= "table" then
    return ("values: a list of numbers expected, got %s"):format(type(given.values))
  end
end

-- A value as a double, or false for none; nil when it is neither.
local function double(value)
  if value == false then
    return false
  end
  value = number.is(value) and number.float(value) or value
  return type(value) == "number" and value - value == 0 and value + 0.0 or nil
end

-- Cuts months without a value off both ends.
local function trimmed(series)
  local values <const> = series.values
  local first, last = 1, #values
  while first <= last and not values[first] do
    first = first + 1
  end
  while last >= first and not values[last] do
    last = last - 1
  end
  if first == 1 and last == #values then
    return series
  end
  local flags <const> = {}
  for i = first, last do
    flags[i - first + 1] = series.flags[i]
  end
  series.from, series.flags = series.from + first - 1, flags
  series.values = table.move(values, first, last, 1, {})
  return series
end

-- A series of fields, or what is wrong with them.
local function make(given)
  local wrong <const> = problem(given)
  if wrong then
    return nil, wrong
  end
  local series <const> = plain.new({
    name = given.name, unit = given.unit or "", from = first_month(given.from), values = {},
    flags = given.flags or {}, sources = given.sources, claims = given.claims,
    adjusted = given.adjusted, changed = given.changed,
  })
  for i, value in ipairs(given.values) do
    local x <const> = double(value)
    if x == nil then
      return nil, ("series '%s': %s: a number or false expected, got %s"):format(given.name,
        M.month(series, i), tostring(value))
    end
    series.values[i] = x
  end
  trimmed(series)
  if #series.values == 0 then
    return nil, ("series '%s' has no values"):format(given.name)
  end
  return series
end

--- A series of its fields, as `new`; nil and a message when they are wrong.
---@type fun(given: ingot.SeriesFields): ingot.Series?, string?
M.make = make

--- A series from a plain list; ends without values are cut off.
---
---     ingot.series.new { name = "output", unit = "kt", from = "2024-01", values = { 3547, false, … } }
---
---@param given ingot.SeriesFields
---@return ingot.Series
function M.new(given)
  if type(given) ~= "table" or number.is(given) or claim.is(given) then
    error(("series: a table expected, as { name = …, from = \"2015-01\", values = {…} }, got %s")
      :format(type(given)), 2)
  end
  local series <const>, message <const> = make(given)
  return series or error("series: " .. message, 2)
end

--- A series as another with other values: from the same months unless said.
---@param series ingot.Series
---@param changed ingot.SeriesFields  all but values are the series' own when left out
---@return ingot.Series
function M.with(series, changed)
  local flags <const> = {}
  for i, flag in pairs(changed.flags or series.flags) do
    flags[i] = flag
  end
  local adjusted = changed.adjusted
  if adjusted == nil then
    adjusted = series.adjusted
  end
  return trimmed(plain.new({
    name = changed.name or series.name, unit = changed.unit or series.unit,
    from = changed.from or series.from, values = changed.values, flags = flags,
    sources = series.sources, adjusted = adjusted,
    changed = series.changed or changed.values ~= series.values or nil,
  }))
end

--- Whether the unit of a series is one that formulas know.
---@param series ingot.Series
---@return boolean
function M.knows_unit(series)
  return series.unit == "" or observations.known(series.unit) ~= nil
end

return M
