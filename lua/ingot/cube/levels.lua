--- Levels of a metric from rows: one native query gives the level of every member of a dimension,
--- with the aggregates of the metric's formula, which are its operands.

local error_ <const> = require "ingot.error"
local number <const> = require "ingot.number"
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

-- The unit that a metric declares is held against the one its formula gives over the columns.
local function check_unit(data, definition)
  local units <const> = {}
  for _, column in ipairs(data:schema()) do
    units[column.name] = column.unit
  end
  local asked <const> = definition.formula and not definition.recorded
  local problem <const> = asked and unit_formula.problem(definition.formula, definition.unit,
    function(name) return units[name] end)
  if problem then
    error_.raise("script", ("metric '%s': %s"):format(definition.name, problem))
  end
end

---@class ingot.FoundLevel
---@field value? ingot.Number  nil when a cell it sums is missing
---@field missing integer      rows of which such a cell is
---@field rows integer
---@field operands { number: ingot.Number?, unit: string }[]  of the metric's aggregates, in order

--- Every level of a metric in a period by the members of a dimension ("" for the whole).
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis? ingot.Dimension
---@return table<string, ingot.FoundLevel>  code → level
function M.find(cube, definition, within, axis)
  check_unit(cube.data, definition)
  local terms <const> = { { "value", definition.formula or definition.fn }, { "rows", "count()" } }
  for i, aggregate in ipairs(definition.aggregates) do
    terms[#terms + 1] = { "operand_" .. i, aggregate }
  end
  local n_sums = 0
  for _, aggregate in ipairs(definition.aggregates) do
    local inner <const> = summed(aggregate)
    if inner then
      n_sums = n_sums + 1
      terms[#terms + 1] = { "missing_" .. n_sums, ("count() - count%s"):format(inner) }
    end
  end
  local query = cube:rows_in(definition, within)
  if axis then
    query = query:by(axis.key)
  end
  local data <const> = query:agg(terms):collect()
  check_numbers(data, definition)
  local units <const> = {}
  for i in ipairs(definition.aggregates) do
    units[i] = unit_of(data, "operand_" .. i)
  end
  local found <const> = {}
  for row = 1, #data do
    local operands <const> = {}
    for i, unit in ipairs(units) do
      operands[i] = { number = number_at(data, row, "operand_" .. i), unit = unit }
    end
    local missing <const> = missing_at(data, row, n_sums)
    found[axis and (data:text(row, axis.key) or "") or ""] = {
      value = missing == 0 and number_at(data, row, "value") or nil, missing = missing,
      rows = (data:exact(row, "rows")), operands = operands,
    }
  end
  return found
end

return M
