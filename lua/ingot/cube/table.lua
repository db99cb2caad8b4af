--- A table of measures: a row for every member of a dimension. A cell is the claim's own value.

local diff <const> = require "ingot.measure.diff"
local dimension <const> = require "ingot.dimension"
local measures <const> = require "ingot.cube.measures"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"

local M = {}

-- "mom_state" → "mom", and that its state is meant.
local function split(name)
  local base <const> = type(name) == "string" and name:match "^(.+)_state$"
  return base or name, base ~= nil
end

local function unit_of(entry, definition)
  if entry.unit ~= "metric" then
    return entry.unit ~= "rank" and entry.unit or nil
  end
  return entry.of == "difference" and diff.unit(definition.unit) or definition.unit
end

-- One column of a measure, or of its states, for members in order.
local function column_of(name, title, definition, parts, standing, order)
  local plain <const>, is_state <const> = split(name)
  local entry <const>, values <const> = measures.list[plain], {}
  local cell_of <const> = measures.of(plain, definition, parts, standing)
  local exact = entry.unit == "metric" or entry.unit == "rank"
  for i, code in ipairs(order) do
    local cell <const> = cell_of(code)
    values[i] = cell.value
    exact = exact and not (cell.value and cell.value.real)
    if is_state then
      values[i] = cell.state
    end
  end
  if is_state then
    return { name = title, type = "text", values = values }
  end
  for i = 1, exact and 0 or #order do
    values[i] = values[i] and number.float(values[i])
  end
  return {
    name = title, type = exact and "decimal" or "real", unit = unit_of(entry, definition),
    values = values,
  }
end

-- Members of all metrics: as the first orders them, those of the others alone last.
local function order_of(found)
  local order <const>, placed <const> = {}, {}
  for _, one in ipairs(found) do
    for _, code in ipairs(measures.order(one.parts, one.standing)) do
      order[#order + 1] = not placed[code] and code or nil
      placed[code] = true
    end
  end
  return order
end

local function names_of(breakdown, axis, order)
  local names <const> = {}
  for i, code in ipairs(order) do
    names[i] = breakdown:subject(code).en
  end
  return {
    { name = axis.key, type = "text", values = order },
    { name = axis.label, type = "text", values = names },
  }
end

--- One row a member, largest first, and a column a measure of each metric. See `Breakdown:table`.
---@param breakdown ingot.Breakdown
---@param definitions ingot.Metric[]
---@param within ingot.Period
---@param names string[]  of measures, or these with "_state" behind
---@return ingot.Table
function M.new(breakdown, definitions, within, names)
  local plain <const>, found <const> = {}, {}
  for i, name in ipairs(names) do
    plain[i] = split(name)
  end
  for i, definition in ipairs(definitions) do
    local parts <const> = measures.parts(breakdown, definition, within, plain)
    found[i] = { parts = parts, standing = measures.standing(parts) }
  end
  local order <const> = order_of(found)
  local columns <const> = names_of(breakdown, dimension.get(breakdown.dimension), order)
  for i, definition in ipairs(definitions) do
    for _, name in ipairs(names) do
      local title <const> = name:gsub("^level", definition.name)
      local prefixed <const> = title == name and #definitions > 1
      columns[#columns + 1] = column_of(name, prefixed and definition.name .. "_" .. name or title,
        definition, found[i].parts, found[i].standing, order)
    end
  end
  return native.table(columns, #order)
end

--- What is wrong with measures asked of metrics, or nil.
---@param definitions ingot.Metric[]
---@param names any
---@return string?
function M.check(definitions, names)
  if type(names) ~= "table" or #names == 0 then
    return ('a list of measures expected, as { "level", "yoy" }, got %s'):format(
      type(names) == "table" and "an empty one" or type(names))
  end
  for _, definition in ipairs(definitions) do
    for _, name in ipairs(names) do
      local problem <const> = measures.problem(definition, (split(name)))
      if problem then
        return problem
      end
    end
  end
end

return M
