--- Series from what holds them: tables of indicators, lists of claims, plain lists of numbers.

local claim <const> = require "ingot.claim"
local error_ <const> = require "ingot.error"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local plain <const> = require "ingot.series.plain"
local record <const> = require "ingot.read.record"
local suggest <const> = require "ingot.suggest"

---@class ingot.SeriesOptions  of a plain list, beside `values`; name and adjusted of others as well
---@field name? string
---@field unit? string
---@field from? ingot.Period|string     the first period, which gives the frequency
---@field values? (number|ingot.Number|false)[]
---@field flags? table<integer, ingot.SeriesFlag>
---@field adjusted? boolean             it is seasonally adjusted already
---@field joint? true|integer[]         years whose February holds January as well, which has no value;
---   true: all in which it has none

local M = {}

local kinds <const> = { month = true, quarter = true, year = true }
local options_known <const> = {
  name = "string", unit = "string", from = true, values = "table", flags = "table",
  adjusted = "boolean", joint = true,
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

-- A series of values by month, false between them.
local function spread(at, fields)
  local values <const>, step <const> = {}, plain.months[fields.frequency]
  for month = fields.from, fields.to, step do
    values[#values + 1] = at[month] or false
  end
  fields.values, fields.to = values, nil
  return plain.new(fields)
end

-- Flags of the Februaries that hold January as well.
local function joint_flags(s, joint)
  local asked <const> = {}
  for _, year in ipairs(type(joint) == "table" and joint or {}) do
    asked[year] = true
  end
  for i = 1, joint and s.frequency == "month" and #s.values or 0 do
    local month <const> = s.from + i - 1
    local is_joint <const> = month % 12 == 1 and s.values[i] and not s.values[i - 1]
    if is_joint and (joint == true or asked[month // 12]) then
      s.flags[i] = "joint"
    end
  end
  return s
end

-- The period of a place in a list that begins with `first`.
local function place(first, i)
  return plain.new({ frequency = first.kind, from = first.from, values = {} }):period(i)
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
  local values <const>, known = {}, false
  for i, x in ipairs(options.values) do
    values[i] = x and finite(x)
    if values[i] == nil then
      error(("series: series '%s': %s: a number, or false for none, expected, got %s"):format(name,
        place(first, i), tostring(x)), level + 1)
    end
    known = known or values[i]
  end
  if not known then
    error(("series: series '%s' has no values"):format(name), level + 1)
  end
  return joint_flags(plain.new { name = name, unit = options.unit, from = first.from,
    frequency = first.kind, values = values, adjusted = options.adjusted,
    flags = options.flags and table.move(options.flags, 1, #values, 1, {}) }, options.joint)
end

-- What of a claim does not fit into a series; `kind` is that of its periods.
local function misfit(claims, i, kind)
  local one <const>, first <const> = claims[i], claims[1]
  if not claim.is(one) then
    return ("a claim expected, got %s"):format(type(one))
  elseif one.unit ~= first.unit then
    return ("it is in %s, the first in %s"):format(one.unit, first.unit)
  elseif i > 1 and one.period <= claims[i - 1].period then
    return ("%s does not follow %s"):format(one.period, claims[i - 1].period)
  elseif one.period.kind ~= kind and not (kind == "month" and one.period == period.joint(one.period.year))
    or not kinds[kind] then
    return ("months, quarters or years expected, got %s"):format(one.period)
  end
end

--- A series of claims: levels of one metric, in the order of the calendar. Unknown ones are gaps;
--- January and February released together are February's, flagged.
---@param claims ingot.Claim[]
---@param options ingot.SeriesOptions
---@param level integer
---@return ingot.Series
function M.claims(claims, options, level)
  check_options(options, level + 1)
  local kind, at <const>, flags <const> = claims[1].period.kind, {}, {}
  kind = kind == "range" and "month" or kind
  local first <const>, step <const> = claims[1].period.from, plain.months[kind] or 1
  local by_month <const>, last = {}, nil
  for i, one in ipairs(claims) do
    local message <const> = misfit(claims, i, kind)
    if message then
      error(("series: item %d: %s"):format(i, message), level + 1)
    end
    last = one.period.to - step + 1
    by_month[last] = one
    at[last] = one.value and number.float(one.value) or nil
    flags[(last - first) // step + 1] = one.period.kind == "range" and one.value and "joint" or nil
  end
  return spread(at, { name = options.name or claims[1].metric, unit = claims[1].unit, from = first,
    to = last, frequency = kind, flags = flags, adjusted = options.adjusted,
    sources = claims[1].sources, claims = by_month })
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
      one = { name = row.series, unit = row.unit, at = {}, flags = {},
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
      one.at[month], one.flags[month] = value, row.flag
      one.first, one.last = math.min(one.first or month, month), math.max(one.last or month, month)
    end
  end
  return all, by_name
end

-- Flags by place of those by month.
local function placed(flags, from, frequency)
  local list <const> = {}
  for month, flag in pairs(flags) do
    list[(month - from) // plain.months[frequency] + 1] = flag
  end
  return list
end

local function of_group(data, one, options)
  if not one.first then
    error_.raise("data", ("series: series '%s' has no values"):format(one.name))
  end
  local joint <const> = options.joint and one.first % 12 == 1 -- its January opens the series
  local from <const> = joint and one.first - 1 or one.first
  return joint_flags(spread(one.at, { name = options.name or one.name, unit = one.unit,
    frequency = one.frequency, from = from, to = one.last,
    adjusted = options.adjusted, flags = placed(one.flags, from, one.frequency),
    sources = record.sources(data:where("series == $name", { name = one.name })) }), options.joint)
end

--- A series of a table of indicators, by its name; without one all of them, in order of appearance.
---@param data ingot.Table
---@param name? string
---@param options ingot.SeriesOptions
---@param level integer
---@return ingot.Series|ingot.Series[]
function M.table(data, name, options, level)
  check_options(options, level + 1)
  needs(data, level + 1)
  data = data:collect() -- a query would run twice
  local all <const>, by_name <const> = grouped(data)
  if name and not by_name[name] then
    error("series: " .. suggest.unknown("series", "series", name, suggest.names(by_name)), level + 1)
  elseif name then
    return of_group(data, by_name[name], options)
  end
  local list <const> = {}
  for i, one in ipairs(all) do
    list[i] = of_group(data, one, options)
  end
  return list
end

return M
