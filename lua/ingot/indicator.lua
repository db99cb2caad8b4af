--- Indicator and price series by month: downloads in the style of Wind (a head of metadata, then date
--- and values) and plain CSV, long (month, series, value) or wide (a column a series).
---
--- The table has a row for each series and month that has a value: series, name, month, value, unit,
--- frequency, id, source, values (how many the month is made of), file, line. It covers these months
--- and no others: a gap is unknown, never zero.

local error_ <const> = require "ingot.error"
local files <const> = require "ingot.files"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local observations <const> = require "ingot.indicator.observations"
local record <const> = require "ingot.read.record"
local suggest <const> = require "ingot.suggest"

---@class ingot.IndicatorOptions
---@field series? string|table<string, string>  a name for the one series, or id or name → short name
---@field monthly? "mean"|"last"|"sum"  what a month of daily or weekly values is; needed when there
---   are several in a month
---@field units? table<string, string>  series → unit, where the files do not say it
---@field encoding? "utf8"|"auto"|"gb18030"|"latin1"  "auto" by default

local M = {}

local rules <const> = { mean = "mean(value)", last = "last(value)", sum = "sum(value)" }
local options_known <const> = {
  series = { string = true, table = true }, monthly = { string = true }, units = { table = true },
  encoding = { string = true },
}

local function mistake(options)
  for _, name in ipairs(suggest.names(options)) do
    local types <const> = options_known[name]
    if not types then
      return ("unknown option '%s'%s"):format(name, suggest.did_you_mean(name, options_known))
    elseif not types[type(options[name])] then
      return ("%s: %s expected, got %s"):format(name, table.concat(suggest.names(types), " or "),
        type(options[name]))
    end
  end
  if options.monthly and not rules[options.monthly] then
    return ("monthly: 'last', 'mean' or 'sum' expected, got '%s'%s"):format(options.monthly,
      suggest.did_you_mean(options.monthly, rules))
  end
end

-- Gives series the names that the options have for them; a message when one names no series.
local function name_series(all, options)
  local names <const>, given <const> = {}, options.series
  for _, one in ipairs(all) do
    names[one.name], names[one.id or one.name] = true, true
  end
  if type(given) == "string" then
    local only <const> = all[1]
    for _, one in ipairs(all) do
      if one.name ~= only.name then
        return ("series: one name for several: '%s' and '%s'; give a name for each, as "
          .. '{ ["%s"] = "%s" }'):format(only.name, one.name, only.name, given)
      end
      one.series = given
    end
  end
  for _, name in ipairs(type(given) == "table" and suggest.names(given) or {}) do
    if not names[name] then
      return "series: " .. suggest.unknown("series", "series", name, suggest.names(names))
    end
  end
  for _, one in ipairs(all) do
    local short <const> = type(given) == "table" and (given[one.id] or given[one.name])
    one.series = one.series or short or one.name
  end
end

local function name_units(all, options)
  local names <const> = {}
  for _, one in ipairs(all) do
    names[one.series] = true
    one.unit = options.units and options.units[one.series] or one.unit
  end
  for _, name in ipairs(suggest.names(options.units or {})) do
    if not names[name] then
      return "units: " .. suggest.unknown("series", "series", name, suggest.names(names))
    end
  end
end

-- The values of all series, day by day; one that stands twice is an error of the data. Whether some
-- month has several is the second result: the first such series and month.
local function check_days(all)
  local seen <const>, in_month <const> = {}, {}
  local several
  for _, one in ipairs(all) do
    for _, value in ipairs(one.values) do
      local day <const> = one.series .. "\0" .. value.day
      local month <const> = one.series .. "\0" .. value.month
      local place <const> = ("%s:%d"):format(one.file, value.line)
      if seen[day] then
        error_.raise("data", ("%s: series '%s' has a value of %s already, at %s"):format(place,
          one.series, value.day, seen[day]), 0)
      end
      several = several or in_month[month] and { series = one.series, month = value.month } or nil
      seen[day], in_month[month] = place, true
    end
  end
  return several
end

local texts <const> = { "series", "name", "unit", "frequency", "id", "source", "file" }

local MOST_PLACES <const> = 9 -- of a decimal column

-- Values as a column holds them: exact as far as they fit, else all of them as reals.
local function value_column(values)
  for _, value in ipairs(values) do
    if not value.scale or value.scale > MOST_PLACES then
      local reals <const> = {}
      for i, each in ipairs(values) do
        reals[i] = number.float(each)
      end
      return { name = "value", type = "real", values = reals }
    end
  end
  return { name = "value", type = "decimal", values = values }
end

local function table_of(all)
  local columns <const>, n = { month = {}, day = {}, value = {}, line = {} }, 0
  for _, name in ipairs(texts) do
    columns[name] = {}
  end
  for _, one in ipairs(all) do
    for _, value in ipairs(one.values) do
      n = n + 1
      for _, name in ipairs(texts) do
        columns[name][n] = one[name]
      end
      columns.month[n], columns.day[n], columns.value[n] = value.month, value.day, value.number
      columns.line[n] = value.line
    end
  end
  local list <const> = {
    { name = "month", type = "month", values = columns.month },
    { name = "day", type = "text", values = columns.day },
    value_column(columns.value),
    { name = "line", type = "decimal", values = columns.line },
  }
  for _, name in ipairs(texts) do
    list[#list + 1] = { name = name, type = "text", values = columns[name] }
  end
  return native.table(list, n)
end

local order <const> = {
  "series", "name", "month", "value", "unit", "frequency", "id", "source", "values", "file", "line",
}

-- A row for each series and month.
local function by_month(daily, rule)
  local terms <const> = { { "value", rule }, { "values", "count()" }, { "line", "first(line)" } }
  for i = 2, #texts do
    terms[#terms + 1] = { texts[i], ("first(%s)"):format(texts[i]) }
  end
  return daily:sort("series", "day"):by("series", "month"):agg(terms):select(order)
end

-- The unit of all series, if it is one.
local function common_unit(all)
  for _, one in ipairs(all) do
    if one.unit ~= all[1].unit then
      return nil
    end
  end
  return all[1] and all[1].unit
end

--- Reads indicator or price series into one table of months.
---
---     local prices = ingot.indicator("data/prices/*.csv", { monthly = "mean" })
---
---@param source string|string[]  files, folders and patterns
---@param options? ingot.IndicatorOptions
---@return ingot.Table
function M.read(source, options)
  options = options or {}
  local message = mistake(options)
  if message then
    error("indicator: " .. message, 2)
  end
  local paths <const>, all <const> = files.list(source, 2), {}
  for _, path in ipairs(paths) do
    local found <const>, raw <const> = observations.of(path, options.encoding or "auto")
    record.add({ path }, { indicator = options }, raw)
    table.move(found, 1, #found, #all + 1, all)
  end
  message = name_series(all, options) or name_units(all, options)
  local several <const> = not message and check_days(all)
  if several and not options.monthly then
    message = ("series '%s' has several values in %s; say what a month of them is, as "
      .. 'monthly = "mean", "last" or "sum"'):format(several.series, several.month)
  end
  if message then
    error("indicator: " .. message, 2)
  end
  local data = by_month(table_of(all), several and rules[options.monthly] or "first(value)")
  data = data:collect()
  return native.with(data, {
    coverage = data:distinct("series", "month"), unit = { value = observations.known(common_unit(all)) },
  })
end

return M
