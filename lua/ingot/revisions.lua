--- What was revised: how a table read when it was as of a date, and by how much the level of a metric
--- changed from one vintage to the next. Only cells that both vintages cover are compared, so that a
--- month, a code or a flow that a later download has first is no revision.

local error_ <const> = require "ingot.error"
local history <const> = require "ingot.read.history"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"
local vintage <const> = require "ingot.vintage"

local M = {}

--- The table as it would have been read on a date: of each cell the latest vintage not after it.
--- A date before the first vintage is an error that names that one.
---@param data ingot.Table  as it was read, with `vintage = …`, or a snapshot of that
---@param date string       "2025-05-31"
---@return ingot.Table
local function as_of(data, date)
  local message = vintage.check_date(date)
  if message then
    error(message, 2)
  end
  local past
  past, message = history.find(data, read.read)
  local result
  if past then
    result, message = history.at(past, date)
  end
  if not result then
    error(message:find "^as_of: " and message or "as_of: " .. message, 2)
  end
  return result
end

-- ---- revisions ----

local options <const> = { by = true }

local function list_of(value)
  return type(value) == "table" and value or { value }
end

-- The metrics of names; nil with a message when one is not a formula or function over rows.
local function metrics_of(names)
  local found <const> = {}
  for i, name in ipairs(list_of(names)) do
    if type(name) ~= "string" then
      return nil, ("names of metrics expected, got %s"):format(type(name))
    end
    local definition <const> = metric.get(name, 3)
    local over_rows <const> = definition.fn or #definition.aggregates > 0
    if not over_rows or definition.from then
      return nil, ("metric '%s' is made of others; ask for those"):format(name)
    elseif i > 1 and definition.unit ~= found[1].unit then
      return nil, ("'%s' is in %s, '%s' in %s; ask for metrics of one unit"):format(found[1].name,
        found[1].unit, name, definition.unit)
    end
    found[i] = definition
  end
  return #found > 0 and found or nil, "names of metrics expected, got an empty list"
end

local function cell_columns(data)
  local names <const> = {}
  for i, column in ipairs(data:coverage():schema()) do
    names[i] = column.name
  end
  return names
end

-- Level by month and key, over the cells that are in both coverages.
local function levels(data, cells, definition, keys, name)
  local rows = data:join(cells, cell_columns(data), "semi")
  if definition.where then
    rows = rows:where(definition.where)
  end
  local query <const> = rows:by(keys):agg { { name, definition.formula or definition.fn } }
  return native.with(query, { unit = { [name] = definition.unit } })
end

-- The revisions of one metric between two vintages, as a query.
local function between(old, new, definition, keys)
  local cells <const> = old.data:coverage():join(new.data:coverage(), cell_columns(old.data),
    "semi"):collect()
  local before <const> = levels(old.data, cells, definition, keys, "old")
  local after <const> = levels(new.data, cells, definition, keys, "new")
  local both = before:join(after, keys, "full")
  if definition.adds then -- covered by both: no row is a level of zero
    both = both:derive { old = "coalesce(old, 0)", new = "coalesce(new, 0)" }
  end
  return both:where "is_missing(old) ~= is_missing(new) or old ~= new"
    :derive({
      { "metric", "$metric" }, { "old_vintage", "$from" }, { "new_vintage", "$to" },
      { "diff", "new - old" }, { "percent", "100 * (new - old) / old" },
    }, { metric = definition.name, from = old.date, to = new.date })
end

local function dates_of(known)
  local list <const>, seen <const> = {}, {}
  for _, path in ipairs(known.paths) do
    local date <const> = known.dates[path]
    list[#list + 1] = not seen[date] and date or nil
    seen[date] = true
  end
  table.sort(list)
  return list
end

local function states_of(past)
  local states <const> = {}
  for i, date in ipairs(dates_of(past.known)) do
    if not past.options.as_of or date <= past.options.as_of then
      states[i] = { date = date, data = assert(history.at(past, date)) }
    end
  end
  return states
end

-- All that was revised, one part a metric and pair of vintages.
local function parts_of(past, metrics, keys)
  local states <const>, parts <const> = states_of(past), {}
  for _, definition in ipairs(metrics) do
    for i = 2, #states do
      local worked <const>, part = error_.try(between, states[i - 1], states[i], definition, keys)
      if not worked then
        return nil, part
      end
      parts[#parts + 1] = part
    end
  end
  return parts
end

local function columns_of(keys)
  local names <const> = { "metric", "month" }
  table.move(keys, 2, #keys, #names + 1, names)
  table.move({ "old_vintage", "new_vintage", "old", "new", "diff", "percent" }, 1, 6, #names + 1,
    names)
  return names
end

local function together(parts, keys)
  local names <const> = columns_of(keys)
  local all = parts[1]
  if #parts > 1 then
    all = all:union(table.unpack(parts, 2))
  end
  return native.with(all:select(names):sort("metric", "month", "old_vintage",
    table.unpack(keys, 2)), { coverage = false, unit = { percent = "%" } })
end

--- What was revised: a row for each month, and member of `by`, whose level two successive vintages
--- give differently. Columns: metric, month, those of `by`, old_vintage, new_vintage, old, new, diff
--- (new − old, in the metric's unit) and percent (100 diff / old; missing against zero). `diff` is
--- exact where the metric is.
---
---     print(ingot.revisions(downloads, "exports", { by = "partner" }))
---
---@param data ingot.Table  as it was read, with `vintage = …`
---@param names string|string[]  of metrics, in one unit
---@param given? { by?: string|string[] }  columns, as "partner"
---@return ingot.Table
function M.revisions(data, names, given)
  given = given or {}
  for _, name in ipairs(suggest.names(given)) do
    if not options[name] then
      error(("revisions: unknown option '%s'%s"):format(name,
        suggest.did_you_mean(name, options)), 2)
    end
  end
  if native.type(data) ~= "table" then
    error(("revisions: a table expected, got %s"):format(native.type(data) or type(data)), 2)
  end
  local metrics, message = metrics_of(names)
  local past, parts
  if metrics then
    past, message = history.find(data, read.read)
  end
  local keys <const> = table.move(list_of(given.by or {}), 1, #list_of(given.by or {}), 2,
    { "month" })
  if past then
    parts, message = parts_of(past, metrics, keys)
  end
  if parts and #parts == 0 then
    parts, message = nil, ("there is one vintage only, %s"):format(dates_of(past.known)[1])
  end
  if not parts then
    error("revisions: " .. message, 2)
  end
  local worked <const>, result <const> = error_.try(together, parts, keys)
  return worked and result or error("revisions: " .. result, 2)
end

for _, class in ipairs { "Table", "Query" } do
  native.methods[class].as_of = as_of
end

return M
