--- Tables made from Lua values, and what every table can do beside its native verbs: `describe`,
--- `save`, and being printed.

local columns_ <const> = require "ingot.columns"
local coverage <const> = require "ingot.coverage"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local snapshot <const> = require "ingot.snapshot"
local suggest <const> = require "ingot.suggest"
local terminal <const> = require "ingot.render.terminal"
local unit <const> = require "ingot.unit"

---@class ingot.TableOptions
---@field types? table<string, string>  column → decimal, real, text, month or bool; a column of
---   missing values alone needs one, others have it from their values
---@field units? table<string, string>  column → unit
---@field covers? boolean|ingot.Covers  the cells its rows speak for
---@field joint? boolean|integer[]  rows dated February hold January as well, as for `ingot.read`
---@field rows? integer     how many there are, when the last values of a column are missing

local M = {}

local options <const> = { types = "table", units = "table", covers = true, joint = true,
  rows = "number" }
local types <const> = { decimal = true, real = true, text = true, month = true, bool = true }

local function check_options(given)
  for _, name in ipairs(suggest.names(given)) do
    local expected <const> = options[name]
    if not expected then
      return ("unknown option '%s'%s"):format(name, suggest.did_you_mean(name, options))
    elseif expected ~= true and type(given[name]) ~= expected then
      return ("%s: %s expected, got %s"):format(name, expected, type(given[name]))
    end
  end
  for _, name in ipairs(suggest.names(given.types or {})) do
    local kind <const> = given.types[name]
    if not types[kind] then
      return ("types: column '%s': unknown type '%s'%s"):format(name, tostring(kind),
        suggest.did_you_mean(tostring(kind), types))
    end
  end
  for _, name in ipairs(suggest.names(given.units or {})) do
    local known, message = pcall(unit.get, given.units[name])
    if not known then
      return ("units: column '%s': %s"):format(name, message)
    end
  end
  return coverage.check(given.covers) or coverage.check_joint(given.joint)
end

-- A map of columns, in order of name, or a list of pairs: as a list of pairs.
local function pairs_of(columns)
  if #columns > 0 then
    return columns
  end
  local list <const> = {}
  for i, name in ipairs(suggest.names(columns)) do
    list[i] = { name, columns[name] }
  end
  return list
end

-- How many values a column has, holes included; nil with a message when it is no list.
local function length_of(name, values)
  if type(values) ~= "table" then
    return nil, ("column '%s': a list of values expected, got %s"):format(name, type(values))
  end
  local length = 0
  for key in pairs(values) do
    if math.type(key) ~= "integer" or key < 1 then
      return nil, ("column '%s': a list of values expected, but it has the key '%s'"):format(
        name, tostring(key))
    end
    length = math.max(length, key)
  end
  return length
end

-- The number of rows. A short column may be a slip as well as missing values, so that is asked.
local function count_rows(list, rows)
  local longest, name_of_longest = rows, nil
  for i, pair in ipairs(list) do
    local name <const> = type(pair) == "table" and pair[1]
    if type(name) ~= "string" then
      return nil, ('column %d: a pair expected, as { "month", { "2025-01" } }'):format(i)
    end
    local length <const>, message <const> = length_of(name, pair[2])
    if not length then
      return nil, message
    end
    if longest and length > longest and rows then
      return nil, ("column '%s' has %d values, more than rows = %d"):format(name, length,
        rows)
    elseif longest and length ~= longest and not rows then
      return nil, ("column '%s' has %d values, '%s' has %d; when the last are missing, say "
        .. "rows = %d"):format(name, length, name_of_longest, longest,
        math.max(length, longest))
    elseif not longest then
      longest, name_of_longest = length, name
    end
  end
  return longest or 0
end

local function first_value(values)
  local at = math.maxinteger
  for key in pairs(values) do
    at = math.min(at, key)
  end
  return values[at]
end

-- Months are known by their values or by the column's name; all else the native table infers.
local function type_of(name, values, given)
  if given[name] then
    return given[name]
  end
  return (name == "month" or period.is(first_value(values))) and "month" or nil
end

local function unknown_column(list, given)
  local names <const> = {}
  for _, pair in ipairs(list) do
    names[pair[1]] = true
  end
  return columns_.unknown(given, names)
end

--- A table from Lua lists. A nil in a list is a missing value.
---
---     ingot.table({ month = { "2025-01", "2025-02" }, qty = { 120, 95 } },
---         { units = { qty = "t" } })
---
---@param columns table<string, any[]>|{ [1]: string, [2]: any[] }[]  a map (columns in order of
---   name) or a list of pairs (in that order)
---@param given? ingot.TableOptions
---@return ingot.Table
function M.new(columns, given)
  given = given or {}
  if type(columns) ~= "table" or type(given) ~= "table" then
    error(("table: columns and options as tables expected, got %s and %s"):format(
      type(columns), type(given)), 2)
  end
  local list <const> = pairs_of(columns)
  local problem = check_options(given)
  local rows, message = count_rows(list, given.rows)
  problem = problem or message or unknown_column(list, given)
  if problem then
    error("table: " .. problem, 2)
  end
  local specs <const> = {}
  for i, pair in ipairs(list) do
    local name <const>, values <const> = pair[1], pair[2]
    specs[i] = {
      name = name, values = values, unit = (given.units or {})[name],
      type = type_of(name, values, given.types or {}),
    }
  end
  return coverage.attach(native.table(specs, rows), given.covers, nil, nil, given.joint)
end

-- ---- methods ----

local described <const> = {
  { "column", "text" }, { "type", "text" }, { "unit", "text" }, { "rows", "decimal" },
  { "missing", "decimal" }, { "distinct", "decimal" }, { "min", "text" }, { "max", "text" },
}

local TOGETHER <const> = 32 -- columns of one question: one of thousands of terms is slow to plan

-- Distinct values, smallest and largest of columns `first` and those behind it.
local function measure(data, schema, first, found)
  local last <const>, terms <const> = math.min(first + TOGETHER - 1, #schema), {}
  for i = first, last do
    local quoted <const> = "`" .. schema[i].name:gsub("`", "``") .. "`"
    for _, name in ipairs { "count_distinct", "min", "max" } do
      terms[#terms + 1] = { name .. i, ("%s(%s)"):format(name, quoted) }
    end
  end
  local told <const> = data:agg(terms):collect()
  for i = first, last do
    found.distinct[i] = told:column("count_distinct" .. i)[1]
    found.min[i], found.max[i] = told:text(1, "min" .. i), told:text(1, "max" .. i)
  end
end

--- What is in each column: type, unit, rows, missing, distinct values, smallest and largest.
---@param data ingot.Table|ingot.Query
---@return ingot.Table
function M.describe(data)
  data = data:collect()
  local schema <const>, found <const> = data:schema(), {}
  for _, pair in ipairs(described) do
    found[pair[1]] = {}
  end
  for i, column in ipairs(schema) do
    found.column[i], found.type[i], found.unit[i] = column.name, column.type, column.unit
    found.rows[i], found.missing[i] = #data, column.missing
  end
  for first = 1, #schema, TOGETHER do
    measure(data, schema, first, found)
  end
  local specs <const> = {}
  for i, pair in ipairs(described) do
    specs[i] = { name = pair[1], type = pair[2], values = found[pair[1]] }
  end
  return native.table(specs, #schema)
end

-- A cell as JSON. Numbers keep their exact digits, which a Lua number may not.
local function json_of(data, row, column)
  local text <const> = data:text(row, column.name)
  if not text then
    return "null"
  end
  local is_bare <const> = column.type:find "^decimal" or column.type == "bool"
    or column.type == "real" and text:find "^%-?%d"
  return is_bare and text or native.json_encode(text)
end

--- The rows as JSON: a list of objects, one a line.
local function json(data)
  local schema <const> = data:schema()
  local lines <const> = {}
  for row = 1, #data do
    local cells <const> = {}
    for i, column in ipairs(schema) do
      cells[i] = native.json_encode(column.name) .. ": " .. json_of(data, row, column)
    end
    lines[row] = "  { " .. table.concat(cells, ", ") .. " }"
  end
  return #lines == 0 and "[]\n" or "[\n" .. table.concat(lines, ",\n") .. "\n]\n"
end

-- Writes bytes that a function makes of the table.
local function text_file(text_of)
  return function(data, path)
    local written <const>, message <const>, kind <const> = native.write(path, text_of(data))
    if not written then
      error_.raise(kind, message)
    end
  end
end

local places <const> = { { name = "file", type = "text" }, { name = "line", type = "decimal(0)" } }

-- The rows without the columns that the reader added at the end: what is written is what was read.
local function without_places(data)
  local schema <const> = data:schema()
  local kept <const> = #schema - #places
  for i, place in ipairs(places) do
    local column <const> = schema[kept + i]
    if kept < 1 or column.name ~= place.name or column.type ~= place.type then
      return data
    end
  end
  local names <const> = {}
  for i = 1, kept do
    names[i] = schema[i].name
  end
  return data:select(names):collect()
end

local writers <const> = {
  [".arrow"] = snapshot.save,
  [".csv"] = text_file(function(data) return without_places(data):csv() end),
  [".json"] = text_file(function(data) return json(without_places(data)) end),
}

--- Writes the table as its name says: `.arrow` (a snapshot, see ingot.open), `.csv` (UTF-8, RFC 4180)
--- or `.json` (a list of records). The last two are what was read: the columns `file` and `line` that
--- the reader added at the end are left out. Cells stay as they are, also those that a spreadsheet
--- would take for formulas (=, +, -, @): they are data. The file appears whole or not at all.
---@param data ingot.Table|ingot.Query
---@param path string
local function save(data, path)
  local ending <const> = type(path) == "string" and path:match "%.[^./]*$"
  local writer <const> = writers[ending]
  if not writer then
    error(("save: a path that ends in '%s' expected, got '%s'%s"):format(
      table.concat(suggest.names(writers), "' or '"), tostring(path),
      suggest.did_you_mean(ending or "", writers)), 2)
  end
  writer(data:collect(), path)
end

for _, class in ipairs { "Table", "Query" } do
  local methods <const> = native.methods[class]
  methods.describe, methods.save = M.describe, save
end

native.printer(function(data)
  return (terminal.render(data):gsub("\n$", ""))
end)

return M
