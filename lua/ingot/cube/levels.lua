--- Levels of a metric from rows: one native query gives the level of every member of a dimension, in
--- as many periods as do not overlap, with the aggregates of the metric's formula, its operands.

local error_ <const> = require "ingot.error"
local number <const> = require "ingot.number"
local slots <const> = require "ingot.cube.slots"
local unit_formula <const> = require "ingot.unit.formula"

local M = {}

-- A function of a metric may give anything; a formula gives numbers.
local function check_numbers(data, definition)
  for _, column in ipairs(data:schema()) do
    if column.name == "value" and column.type ~= "real" and not column.type:find "^decimal" then
      error_.raise("script", ("metric '%s': its %s gives %s, numbers are expected"):format(
        definition.name, definition.fn and "function" or "formula", column.type))
    end
  end
end

local function number_at(data, row, name)
  local units <const>, scale <const> = data:exact(row, name)
  if units == nil then
    return nil
  end
  return scale and number.exact(units, scale) or number.real(units)
end

local function unit_of(data, name)
  for _, column in ipairs(data:schema()) do
    if column.name == name then
      return column.unit or ""
    end
  end
end

-- What a sum adds up: "qty_kg" of "sum(qty_kg)". A missing cell of it would read as zero; a mean or a
-- median passes over it rightly.
local function summed(aggregate)
  return aggregate:match "^%s*sum%s*(%b())%s*$"
end

-- The rows of a group of which a cell that is summed is missing: suppressed, refused or left empty.
local function missing_at(data, row, n)
  local most = 0
  for i = 1, n do
    most = math.max(most, (data:exact(row, "missing_" .. i)))
  end
  return most
end

-- The unit of `value` in a table of series: that of the rows a metric takes, which are of one.
local function unit_of_series(cube, definition)
  local units <const> = {}
  for row in cube:query(definition):by("unit"):agg { n = "count()" }:sort("unit"):rows() do
    units[#units + 1] = row.unit or "no unit"
  end
  if #units > 1 then
    error_.raise("script", ("metric '%s': it takes values in %s together; choose by where = "
      .. '"series == \'…\'"'):format(definition.name, table.concat(units, " and ")))
  end
  return units[1] ~= "no unit" and units[1] or nil
end

local right <const> = setmetatable({}, { __mode = "k" }) -- data → metrics whose unit was checked

-- The unit that a metric declares is held against the one its formula gives over the columns, once
-- for each table.
local function check_unit(cube, definition)
  local known <const> = right[cube.data] or setmetatable({}, { __mode = "k" })
  right[cube.data] = known
  if known[definition] then
    return
  end
  local units <const>, types <const> = {}, {}
  for _, column in ipairs(cube.data:schema()) do
    units[column.name], types[column.name] = column.unit, column.type
  end
  if cube.named and types.series and types.unit == "text" and not units.value then
    units.value = unit_of_series(cube, definition)
  end
  local asked <const> = definition.formula and not definition.recorded
  local problem <const> = asked and unit_formula.problem(definition.formula, definition.unit,
    function(name) return units[name] end)
  if problem then
    error_.raise("script", ("metric '%s': %s"):format(definition.name, problem))
  end
  known[definition] = true
end

---@class ingot.FoundLevel
---@field value? ingot.Number  nil when a cell it sums is missing
---@field missing integer      rows of which such a cell is
---@field rows integer
---@field operands { number: ingot.Number?, unit: string }[]  of the metric's aggregates, in order

-- What a query asks of a group: the level, its rows and operands, and what they lack.
local function terms_of(definition)
  local terms <const> = { { "value", definition.formula or definition.fn }, { "rows", "count()" } }
  local n_sums = 0
  for i, aggregate in ipairs(definition.aggregates) do
    terms[#terms + 1] = { "operand_" .. i, aggregate }
    local inner <const> = summed(aggregate)
    if inner then
      n_sums = n_sums + 1
      terms[#terms + 1] = { "missing_" .. n_sums, ("count() - count%s"):format(inner) }
    end
  end
  return terms, n_sums
end

local function level_at(data, row, units, n_sums)
  local operands <const> = {}
  for i, unit in ipairs(units) do
    operands[i] = { number = number_at(data, row, "operand_" .. i), unit = unit }
  end
  local missing <const> = missing_at(data, row, n_sums)
  return {
    value = missing == 0 and number_at(data, row, "value") or nil, missing = missing,
    rows = (data:exact(row, "rows")), operands = operands,
  }
end

--- Every level of a metric in each of a set of periods by the members of a dimension ("" for the
--- whole).
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param set ingot.Period[]  in order, none overlapping another
---@param axis? ingot.Dimension
---@return table<ingot.Period, table<string, ingot.FoundLevel>>  period → code → level
function M.find_all(cube, definition, set, axis)
  check_unit(cube, definition)
  local terms <const>, n_sums <const> = terms_of(definition)
  local condition <const>, params <const>, slot <const>, ends <const> = slots.of(set)
  local query, keys = cube:query(definition, condition, params), { axis and axis.key }
  if #set > 1 then
    query = query:derive({ { "period_slot", slot } }, ends)
    keys[#keys + 1] = "period_slot"
  end
  if #keys > 0 then
    query = query:by(table.unpack(keys))
  end
  local data <const> = query:agg(terms):collect()
  check_numbers(data, definition)
  local units <const>, found <const> = {}, {}
  for i in ipairs(definition.aggregates) do
    units[i] = unit_of(data, "operand_" .. i)
  end
  for _, within in ipairs(set) do
    found[within] = {}
  end
  local slot_of <const> = #set > 1 and data:column "period_slot"
  for row = 1, #data do
    local code <const> = axis and data:text(row, axis.key) or ""
    found[set[slot_of and slot_of[row] or 1]][code] = level_at(data, row, units, n_sums)
  end
  data:close()
  return found
end

--- The same in one period.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis? ingot.Dimension
---@return table<string, ingot.FoundLevel>  code → level
function M.find(cube, definition, within, axis)
  return M.find_all(cube, definition, { within }, axis)[within]
end

-- The sum of exact numbers of members under a key, or nil.
local function sum_of(members, number_of)
  local total = number.exact(0, 0)
  for _, member in pairs(members) do
    local term <const> = number_of(member)
    if not term or term.real then
      return nil
    end
    total = number.add(total, term)
  end
  return total
end

--- The level of the whole from those of its members, where they are exact and none is missing; nil
--- where the rows have to be asked.
---@param definition ingot.Metric
---@param members table<string, ingot.FoundLevel>
---@return ingot.FoundLevel?
function M.whole(definition, members)
  local _, some <const> = next(members)
  local value <const> = definition.linear and definition.adds and some
    and sum_of(members, function(member) return member.value end)
  if not value then
    return nil
  end
  local rows, operands = 0, {}
  for _, member in pairs(members) do
    rows = rows + member.rows
  end
  for i, operand in ipairs(some.operands) do
    local total <const> = sum_of(members, function(member) return member.operands[i].number end)
    if not total then
      return nil
    end
    operands[i] = { number = total, unit = operand.unit }
  end
  return { value = value, missing = 0, rows = rows, operands = operands }
end

return M
