--- A cube asked for levels: whether its data cover what a metric needs in a period, and what they
--- give. Every level is one native query, kept once asked.

local adds <const> = require "ingot.metric.adds"
local alike <const> = require "ingot.cube.alike"
local beside <const> = require "ingot.cube.beside"
local changed <const> = require "ingot.cube.changed"
local codes_ <const> = require "ingot.cube.codes"
local derived <const> = require "ingot.cube.derived"
local dimension <const> = require "ingot.dimension"
local error_ <const> = require "ingot.error"
local headings <const> = require "ingot.cube.headings"
local levels <const> = require "ingot.cube.levels"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local reason <const> = require "ingot.cube.reason"
local regions <const> = require "ingot.cube.regions"
local slice <const> = require "ingot.cube.slice"
local slots <const> = require "ingot.cube.slots"

local M = {}

-- What the data cover for a metric: a map, its answers for periods, the codes it is of; once asked. A
-- metric that would count two flows together is an error at the script's line.
local function known_of(cube, definition)
  local known = cube.covered[definition.name]
  if known and known.definition == definition then
    return known
  end
  local problem <const> = not cube.hs_codes and codes_.whole_problem(cube.data)
  if problem then
    error_.raise("script", "cube: " .. problem)
  end
  local none <const> = slice.covering(cube, definition):agg { n = "count()" }:collect()
  local mixed <const> = alike.mixed_flows(definition, cube.chosen.flow, none)
  if mixed then
    error_.raise("script", mixed)
  end
  known = {
    definition = definition, map = codes_.covered(none, cube.hs_spans), covers = {},
    name = definition.name, codes = alike.codes(definition, none),
  }
  cube.covered[definition.name] = known
  return known
end

--- What the data cover for a metric.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return ingot.CoverageMap
function M.coverage(cube, definition)
  return known_of(cube, definition).map
end

-- Metrics that another is made of are of the same codes; a slice to codes sees to that by itself. Seen
-- to once.
local function demand_alike(cube, definition)
  if not definition.terms or cube.hs_codes or cube.covered[definition] then
    return
  end
  local first
  for _, name in ipairs(definition.terms) do
    local term <const> = metric.get(name)
    if not term.terms and beside.of(cube, term) == cube then
      local known <const> = known_of(cube, term)
      first = first or known
      local problem <const> = alike.unlike_codes(first, known)
      if problem then
        error_.raise("script", ("metric '%s': %s"):format(definition.name, problem))
      end
    end
  end
  cube.covered[definition] = true
end

--- Whether every cell a metric needs in a period is covered by the data.
---
---     print(cable:covers(metric, period))   --> true
---
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return boolean
function M.covers(cube, definition, within)
  local asked <const> = beside.of(cube, definition)
  if asked ~= cube then
    return asked:covers(definition, within)
  end
  demand_alike(cube, definition)
  for _, name in ipairs(definition.terms or {}) do
    if not cube:covers(metric.get(name), within) then
      return false
    end
  end
  if definition.terms then
    return true
  end
  local known <const> = known_of(cube, definition)
  if known.covers[within] == nil then
    known.covers[within] = known.map:covers(within)
  end
  return known.covers[within]
end

--- The comparable period before one, on the calendar of the data: where January and February are
--- known only together they are one step, before March; before them stands December.
---
---     print(cable:before(metric, period))   --> 2025-03
---
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

-- What finds the levels of members that are groups of codes, which take a query each; else nil.
local function grouped(cube, axis)
  local name <const> = axis and axis.name
  return name == "region" and regions.levels or name == "hs" and cube.headings and headings.levels
end

local function key_of(definition, within, axis)
  return ("%s %s %s"):format(definition.name, within, axis and axis.name or "")
end

--- The levels of a metric in a period by the members of a dimension ("" for the whole), once asked.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis? ingot.Dimension
---@return table<string, ingot.FoundLevel>  code → level
function M.levels(cube, definition, within, axis)
  local key <const> = key_of(definition, within, axis)
  local entry = cube.cells[key]
  if not entry or entry.definition ~= definition then
    local find <const> = definition.terms and derived.find or grouped(cube, axis) or levels.find
    entry = { definition = definition, found = find(cube, definition, within, axis) }
    cube.cells[key] = entry
  end
  return entry.found
end

-- Those of a set of periods that do not overlap, in one pass over the rows.
local function keep_levels(cube, definition, set, axis)
  for within, found in pairs(levels.find_all(cube, definition, set, axis)) do
    local whole <const> = levels.whole(definition, found)
    cube.cells[key_of(definition, within, axis)] = { definition = definition, found = found }
    if whole then
      cube.cells[key_of(definition, within)] = { definition = definition, found = { [""] = whole } }
    end
  end
end

--- Reads the levels of a metric by the members of a dimension in several periods, in as few passes
--- over the rows as there can be; they are then at hand for `cell` and `ranking`.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param axis ingot.Dimension
---@param periods ingot.Period[]
function M.prepare(cube, definition, axis, periods)
  for _, name in ipairs(definition.terms or {}) do
    M.prepare(cube, metric.get(name), axis, periods)
  end
  if definition.terms or grouped(cube, axis) or beside.of(cube, definition) ~= cube then
    return
  end
  local wanted <const> = {}
  for _, within in ipairs(periods) do
    local kept <const> = cube.cells[key_of(definition, within, axis)]
    wanted[#wanted + 1] = not (kept and kept.definition == definition) and within or nil
  end
  for _, set in ipairs(slots.disjoint(wanted)) do
    keep_levels(cube, definition, set, axis)
  end
end

--- The members of a dimension that have rows of a metric in a period, whatever it covers. A metric
--- of a table beside the cube has none.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param axis ingot.Dimension
---@return string[] codes  in no order
function M.members(cube, definition, within, axis)
  local codes <const>, seen <const> = {}, {}
  local function add(code)
    codes[#codes + 1] = not seen[code] and code or nil
    seen[code] = true
  end
  for _, name in ipairs(definition.terms or {}) do
    for _, code in ipairs(M.members(cube, metric.get(name), within, axis)) do
      add(code)
    end
  end
  if not definition.terms and beside.of(cube, definition) == cube then
    for code, level in pairs(M.levels(cube, definition, within, axis)) do
      if level.rows > 0 then
        add(code)
      end
    end
  end
  return codes
end

---@class ingot.Cell
---@field state ingot.State
---@field value? ingot.Number
---@field reason? string   why it is unknown
---@field rows integer
---@field missing? integer  rows without a value that the level sums
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
    demand_alike(cube, definition)
    return derived.cell(cube, definition, within, subject)
  end
  changed.watch(cube, within)
  if not cube:covers(definition, within) then
    return {
      state = "unknown", rows = 0, operands = {},
      reason = reason.uncovered(cube.data, M.coverage(cube, definition), within,
        definition.from and definition.where),
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
    missing = found and found.missing,
  }
end

return M
