--- What a script gives as data of an index, as series: tables of indicators, series, claims.

local claim <const> = require "ingot.claim"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local read <const> = require "ingot.read"
local series_ <const> = require "ingot.index.series"
local suggest <const> = require "ingot.suggest"

local M = {}

-- The series of a list of levels that follow each other on the calendar; months between two of them
-- and levels that are unknown have no value.
local function of_claims(claims, name)
  local first <const>, values <const>, by_month <const> = claims[1], {}, {}
  for i, level in ipairs(claims) do
    if not claim.is(level) then
      return nil, ("item %d: a claim expected, got %s"):format(i, type(level))
    elseif level.period.kind ~= "month" then
      return nil, ("item %d: %s is no month"):format(i, level.period)
    elseif level.unit ~= first.unit then
      return nil, ("item %d is in %s, the first in %s"):format(i, level.unit, first.unit)
    elseif i > 1 and level.period.from <= claims[i - 1].period.from then
      return nil, ("item %d: %s does not follow %s"):format(i, level.period, claims[i - 1].period)
    end
    for between = #values + 1, level.period.from - first.period.from do
      values[between] = false
    end
    values[#values + 1] = level.value and number.float(level.value) or false
    by_month[level.period.from] = level
  end
  return series_.make { name = name or first.metric, unit = first.unit, from = first.period, values = values,
    sources = first.sources, claims = by_month }
end

local wanted <const> = { "series", "month", "value" }

local function missing_column(data)
  local present <const> = {}
  for _, column in ipairs(data:schema()) do
    present[column.name] = true
  end
  for _, name in ipairs(wanted) do
    if not present[name] then
      return nil, ("a table of indicators has the columns series, month and value; there is no '%s'")
        :format(name)
    end
  end
  return present
end

-- The series of a table of indicators, by name.
local function of_table(data)
  local present <const>, message <const> = missing_column(data)
  if not present then
    return nil, message
  end
  local sorted <const> = data:sort("series", "month"):collect()
  local names <const>, months <const> = sorted:column "series", sorted:column "month"
  local values <const> = sorted:column "value"
  local units <const> = present.unit and sorted:column "unit" or {}
  local flags <const> = present.flag and sorted:column "flag" or {}
  local list, last, last_month = {}, nil, nil
  for row = 1, #months do
    local name <const>, month <const> = names[row], period.of(months[row]).from
    if not last or last.name ~= name then
      last = { name = name, unit = units[row] or "", from = month, values = {}, flags = {} }
      list[#list + 1], last_month = last, month - 1
    elseif month == last_month then
      return nil, ("series '%s' has two values of %s"):format(name, months[row])
    end
    for _ = last_month + 1, month - 1 do
      last.values[#last.values + 1] = false
    end
    last.values[#last.values + 1] = values[row] or false
    last.flags[#last.values], last_month = flags[row], month
  end
  local sources <const> = read.sources(data)
  for i, given in ipairs(list) do
    given.sources = sources
    local series <const>, wrong <const> = series_.make(given)
    if not series then
      return nil, wrong
    end
    list[i] = series
  end
  return list
end

local function add(list, seen, series)
  if seen[series.name] then
    return ("there are two series '%s'"):format(series.name)
  elseif series.frequency ~= "month" then
    return ("series '%s' is by the %s; monthly values expected"):format(series.name, series.frequency)
  end
  for i = 1, #series.values do
    if series.flags[i] == "joint" then
      return ("series '%s': %s holds January and February together; ingot.series.split_joint splits them")
        :format(series.name, series_.month(series, i))
    end
  end
  seen[series.name], list[#list + 1] = true, series
end

local carried <const> = { "unit", "from", "values", "flags", "sources", "claims", "changed" }

-- A series, one of `ingot.series`, or a list of claims, as a series; nil when it is none.
local function one_of(item, name)
  if series_.is(item) and not name then
    return item
  elseif type(item) ~= "table" or number.is(item) or claim.is(item) then
    return nil
  elseif claim.is(rawget(item, 1)) then
    return of_claims(item, name)
  elseif type(rawget(item, "values")) ~= "table" or not rawget(item, "from") then
    return nil
  end
  local given <const> = { name = name or item.name, adjusted = item.adjusted }
  for _, key in ipairs(carried) do
    given[key] = rawget(item, key)
  end
  local frequency <const> = rawget(item, "frequency") or "month"
  if frequency ~= "month" then
    return nil, ("series '%s' is by the %s; monthly values expected"):format(given.name, frequency)
  end
  return series_.make(given)
end

-- A list of series or of lists of claims, or such under names.
local function of_list(source)
  local list <const>, seen <const> = {}, {}
  local function take(item, name, what)
    local series <const>, message <const> = one_of(item, name)
    if not series then
      return message or ("%s: a series or a list of claims expected, got %s"):format(what, type(item))
    end
    return add(list, seen, series)
  end
  local wrong
  for i, item in ipairs(source) do
    wrong = wrong or take(item, nil, ("item %d"):format(i))
  end
  for _, name in ipairs(suggest.names(source)) do
    wrong = wrong or take(source[name], name, ("'%s'"):format(name))
  end
  if wrong then
    return nil, wrong
  end
  return list
end

--- All series of a source: a table of indicators (series, month, value; unit and flag where it has
--- them), a series, a list of series or of lists of claims, or such under names.
---@param source ingot.Table|ingot.Series|ingot.Series[]|ingot.Claim[]|table<string, ingot.Series|ingot.Claim[]>
---@return ingot.Series[]? list
---@return string? message  what is wrong with it
function M.all(source)
  if type(source) == "userdata" then
    return of_table(source)
  elseif type(source) == "table" and not claim.is(source) and not number.is(source) then
    local one <const>, message <const> = one_of(source)
    if message then
      return nil, message
    end
    return of_list(one and { one } or source)
  end
  return nil, ("a table of indicators or a list of series expected, got %s"):format(
    claim.is(source) and "a claim" or type(source))
end

return M
