--- A cube asked for levels: whether its data cover what a metric needs in a period, and what they
--- give. Every level is one native query, kept once asked.

local adds <const> = require "ingot.metric.adds"
local beside <const> = require "ingot.cube.beside"
local changed <const> = require "ingot.cube.changed"
local codes_ <const> = require "ingot.cube.codes"
local derived <const> = require "ingot.cube.derived"
local dimension <const> = require "ingot.dimension"
local error_ <const> = require "ingot.error"
local levels <const> = require "ingot.cube.levels"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local reason <const> = require "ingot.cube.reason"
local regions <const> = require "ingot.cube.regions"
local slice <const> = require "ingot.cube.slice"

local M = {}

--- What the data cover for a metric, once asked.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return ingot.CoverageMap
function M.coverage(cube, definition)
  local known = cube.covered[definition.name]
  local problem <const> = not cube.hs_codes and codes_.whole_problem(cube.data)
  if problem then
    error_.raise("script", "cube: " .. problem)
  end
  if not known or known.definition ~= definition then
    local none <const> = slice.covering(cube, definition):agg { n = "count()" }:collect()
    known = { definition = definition, map = codes_.covered(none, cube.hs_spans) }
    cube.covered[definition.name] = known
  end
  return known.map
end

--- Whether every cell a metric needs in a period is covered by the data.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return boolean
function M.covers(cube, definition, within)
  local asked <const> = beside.of(cube, definition)
  if asked ~= cube then
    return asked:covers(definition, within)
  end
  for _, name in ipairs(definition.terms or {}) do
    if not cube:covers(metric.get(name), within) then
      return false
    end
  end
  return definition.terms ~= nil or M.coverage(cube, definition):covers(within)
end

--- The comparable period before one, on the calendar of the data: where January and February are
--- known only together they are one step, before March; before them stands December.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return ingot.Period
function M.before(cube, definition, within)
  return M.coverage(beside.of(cube, definition), definition):before(within)
end

--- Raises that a metric has no level over a period: what may not be summed over months has none over
--- several of them.
---@param definition ingot.Metric
---@param within ingot.Period
function M.demand_level(definition, within)
  local problem <const> = adds.problem(definition, within)
  if problem then
    error_.raise("script", problem)
  end
end

--- The levels of a metric in a period by the members of a dimension ("" for the whole), once asked.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis? ingot.Dimension
---@return table<string, ingot.FoundLevel>  code → level
function M.levels(cube, definition, within, axis)
  local key <const> = ("%s %s %s"):format(definition.name, within, axis and axis.name or "")
  local entry = cube.cells[key]
  if not entry or entry.definition ~= definition then
    local find <const> = definition.terms and derived.find
      or axis and axis.name == "region" and regions.levels or levels.find
    entry = { definition = definition, found = find(cube, definition, within, axis) }
    cube.cells[key] = entry
  end
  return entry.found
end

---@class ingot.Cell
---@field state ingot.State
---@field value? ingot.Number
---@field reason? string   why it is unknown
---@field rows integer
---@field operands { number: ingot.Number?, unit: string }[]

--- The level of a metric in a period, of one subject or of the whole: a value, zero or unknown. A
--- metric of a table beside the cube has the same level for every slice and subject.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param subject? ingot.Subject
---@return ingot.Cell
function M.cell(cube, definition, within, subject)
  M.demand_level(definition, within)
  local asked <const> = beside.of(cube, definition)
  if asked ~= cube then
    return asked:cell(definition, within)
  end
  if definition.terms then
    return derived.cell(cube, definition, within, subject)
  end
  changed.watch(cube, within)
  if not cube:covers(definition, within) then
    return {
      state = "unknown", rows = 0, operands = {},
      reason = reason.uncovered(cube.data, M.coverage(cube, definition), within),
    }
  end
  local axis <const> = subject and dimension.get(subject.dimension)
  local found <const> = M.levels(cube, definition, within, axis)[subject and subject.code or ""]
  if found and found.rows > 0 and found.value then
    return {
      state = number.sign(found.value) == 0 and "zero" or "value", value = found.value,
      rows = found.rows, operands = found.operands,
    }
  end
  if definition.adds and not (found and found.rows > 0) then
    return { state = "zero", value = number.exact(0, 0), rows = 0, operands = {} }
  end
  local rows <const> = found and found.rows or 0
  return {
    state = "unknown", rows = rows, operands = {},
    reason = reason.valueless(within, rows, found and found.missing or 0),
  }
end

return M
