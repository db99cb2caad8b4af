--- Series from what holds them: tables of indicators, lists of claims, plain lists of numbers.

local claim <const> = require "ingot.claim"
local error_ <const> = require "ingot.error"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

---@class ingot.SeriesOptions  of a plain list, beside `values`; name and adjusted of others as well
---@field name? string
---@field unit? string
---@field from? ingot.Period|string     the first period, which gives the frequency
---@field values? (number|ingot.Number|false)[]
---@field flags? table<integer, ingot.SeriesFlag>
---@field adjusted? boolean             it is seasonally adjusted already

local M = {}

local kinds <const> = { month = true, quarter = true, year = true }
local options_known <const> = {
  name = "string", unit = "string", from = true, values = "table", flags = "table",
  adjusted = "boolean",
}

local function check_options(options, level)
  for _, name in ipairs(suggest.names(options)) do
    local expected <const> = options_known[name]
    if not expected then
      error(("series: unknown option '%s'%s"):format(name,
        suggest.did_you_mean(name, options_known)), level + 1)
    elseif expected ~= true and type(options[name]) ~= expected then
      error(("series: %s: %s expected, got %s"):format(name, expected, type(options[name])), level + 1)
    end
  end
end

local function finite(x)
  x = number.is(x) and number.float(x) or x
  return type(x) == "number" and x == x and math.abs(x) < math.huge and x + 0.0 or nil
end

--- A series of a plain list: { name = …, from = "2015-01", values = { … }, unit = "kt" }.
---@param options ingot.SeriesOptions
---@param level integer
---@return ingot.Series
function M.list(options, level)
  check_options(options, level + 1)
  if not options.values or not options.from then
    error('series: values and the first period are needed, as { name = "al_output", '
      .. 'from = "2015-01", values = { 2545, 2466 }, unit = "kt" }', level + 1)
  end
  local first <const> = period.of(options.from, level + 1)
  local name <const> = options.name or "series"
  if not kinds[first.kind] then
    error(("series: series '%s' is by month, quarter or year, its first period is %s"):format(name,
      first), level + 1)
  end
  local values <const> = {}
  for i, x in ipairs(options.values) do
    values[i] = x and finite(x)
    if values[i] == nil then
      error(("series: series '%s': value %d: a number, or false for none, expected, got %s"):format(
        name, i, tostring(x)), level + 1)
    end
  end
  if #values == 0 then
    error(("series: series '%s' has no values"):format(name), level + 1)
  end
  return plain.new { name = name, unit = options.unit, from = first.from, frequency = first.kind,
    values = values, flags = options.flags, adjusted = options.adjusted }
end

-- Values of periods as a list from the first to the last, false between.
local function spread(at, first, last, step)
  local values <const> = {}
  for month = first, last, step do
    values[#values + 1] = at[month] or false
  end
  return values
end

--- A series of claims: levels of one metric, in the order of the calendar. Unknown ones are gaps.
---@param claims ingot.Claim[]
---@param options ingot.SeriesOptions
---@param level integer
---@return ingot.Series
function M.claims(claims, options, level)
  local first <const> = claims[1]
  local at <const> = {}
  for i, one in ipairs(claims) do
    local message
    if not claim.is(one) then
      message = ("a claim expected, got %s"):format(type(one))
    elseif one.unit ~= first.unit then
      message = ("it is in %s, the first in %s"):format(one.unit, first.unit)
    elseif not kinds[one.period.kind] or one.period.kind ~= first.period.kind then
      message = ("months, quarters or years expected, got %s after %s"):format(one.period,
        first.period)
    elseif i > 1 and one.period <= claims[i - 1].period then
      message = ("%s does not follow %s"):format(one.period, claims[i - 1].period)
    end
    if message then
      error(("series: item %d: %s"):format(i, message), level + 1)
    end
    at[one.period.from] = one.value and number.float(one.value) or nil
  end
  local kind <const> = first.period.kind
  return plain.new { name = options.name or first.metric, unit = first.unit, frequency = kind,
    from = first.period.from, adjusted = options.adjusted,
    values = spread(at, first.period.from, claims[#claims].period.from, plain.months[kind]) }
end

-- By the period that rows say, or else by the month.
local function frequency_of(name, frequency)
  frequency = frequency or "month"
  if kinds[frequency] then
    return frequency
  end
  return ({ day = true, week = true, ["ten days"] = true })[frequency] and "month"
    or error_.raise("data", ("series: series '%s' is by the %s; month, quarter or year expected")
      :format(name, frequency))
end

local function needs(data, level)
  local types <const> = {}
  for _, column in ipairs(data:schema()) do
    types[column.name] = column.type
  end
  for _, name in ipairs { "series", "month", "value" } do
    if not types[name] then
      error(("series: a table with columns 'series', 'month' and 'value' expected, as ingot.indicator "
        .. "gives it; there is no '%s'"):format(name), level + 1)
    end
  end
end

-- The rows of each series, in order of first appearance.
local function grouped(data)
  local all <const>, by_name <const> = {}, {}
  for row in data:rows() do
    local one = by_name[row.series]
    if not one then
      one = { name = row.series, unit = row.unit, at = {},
        frequency = frequency_of(row.series, row.frequency) }
      all[#all + 1], by_name[row.series] = one, one
    end
    local month = period.of(row.month).from
    month = month - month % plain.months[one.frequency]
    if one.at[month] then
      error_.raise("data", ("series: series '%s' has two values of %s"):format(row.series,
        row.month))
    end
    local value <const> = row.value and finite(row.value)
    if value then
      one.at[month] = value
      one.first, one.last = math.min(one.first or month, month), math.max(one.last or month, month)
    end
  end
  return all, by_name
end

local function of_group(one, options)
  if not one.first then
    error_.raise("data", ("series: series '%s' has no values"):format(one.name))
  end
  return plain.new { name = options.name or one.name, unit = one.unit, frequency = one.frequency,
    from = one.first, adjusted = options.adjusted,
    values = spread(one.at, one.first, one.last, plain.months[one.frequency]) }
end

--- A series of a table of indicators, by its name; without one all of them, in order of appearance.
---@param data ingot.Table
---@param name? string
---@param options ingot.SeriesOptions
---@param level integer
---@return ingot.Series|ingot.Series[]
function M.table(data, name, options, level)
  needs(data, level + 1)
  local all <const>, by_name <const> = grouped(data)
  if name and not by_name[name] then
    error("series: " .. suggest.unknown("series", "series", name, suggest.names(by_name)), level + 1)
  elseif name then
    return of_group(by_name[name], options)
  end
  local list <const> = {}
  for i, one in ipairs(all) do
    list[i] = of_group(one, options)
  end
  return list
end

return M
