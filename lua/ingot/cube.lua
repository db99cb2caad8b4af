--- A cube: a slice of the data that metrics are asked of, by period and by member of a dimension.
--- Cubes are immutable; `slice` gives a new one. Every level is one native query, kept once asked.

local axes <const> = require "ingot.cube.axes"
local beside <const> = require "ingot.cube.beside"
local breakdown <const> = require "ingot.breakdown"
local coverage <const> = require "ingot.coverage"
local dimension <const> = require "ingot.dimension"
local levels <const> = require "ingot.cube.levels"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local reason <const> = require "ingot.cube.reason"
local suggest <const> = require "ingot.suggest"
local vintage <const> = require "ingot.vintage"

---@class ingot.Cube
---@field product? string       the product it was sliced to, as it reads in a sentence
---@field product_name? string  the same by its name in the program
---@field data ingot.Table
---@field levels "round"|"truncate"|"ceil"
---@field beside table<string, ingot.Cube>  cubes of the tables given by `with`
---@field named? string         of such a cube: its name
---@field package filters { text: string, params: table }[]
---@field package chosen table<string, string>  axis → what it was sliced to, for claims
---@field package hs_codes? string[]
---@field package cells table     levels, rankings and coverage once asked, by metric and period
---@field package rankings table
---@field package covered table
---@field package files? ingot.Source[]
local Cube = {}
local CubeMeta <const> = { __name = "ingot.cube", __index = suggest.index("a cube", Cube, {
  product = true, product_name = true, hs_codes = true, files = true, named = true,
}) }

local M = {}

local options <const> = { levels = "string", with = "table" }
local modes <const> = { round = true, truncate = true, ceil = true }

--- A cube over a table or query. Claims trace back to whole files: narrow by `slice` rather than by
--- `where` before.
---@param source ingot.Table|ingot.Query
---@param settings? { levels?: "round"|"truncate"|"ceil", with?: table<string, ingot.Table> }  how
---   levels are cut to their decimals; tables that metrics with `from` are asked of
---@return ingot.Cube
function M.new(source, settings)
  local kind <const> = native.type(source)
  if kind ~= "table" and kind ~= "query" then
    error(("cube: a table or query expected, got %s"):format(kind or type(source)), 2)
  end
  settings = settings or {}
  for key in pairs(settings) do
    if not options[key] then
      error(("cube: unknown option '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), options)), 2)
    end
  end
  local mode <const> = settings.levels or "round"
  if not modes[mode] then
    error(("cube: levels = '%s': 'round', 'truncate' or 'ceil' expected%s"):format(
      tostring(mode), suggest.did_you_mean(tostring(mode), modes)), 2)
  end
  local problem <const> = beside.check(settings.with or {})
  if problem then
    error("cube: " .. problem, 2)
  end
  local data <const> = coverage.attach(vintage.settle(source:collect()))
  return setmetatable({
    data = data, levels = mode, filters = {}, chosen = {}, hs_codes = nil, cells = {},
    covered = {}, rankings = {}, beside = beside.cubes(M.new, settings.with, mode),
  }, CubeMeta)
end

local function copy(from)
  local to <const> = {}
  for key, value in pairs(from) do
    to[key] = value
  end
  return to
end

-- The members of a list that are in a text of members as well; all when there is no text.
local function in_both(members, text)
  local allowed <const> = {}
  for member in (text or ""):gmatch "%S+" do
    allowed[member] = true
  end
  local both <const> = {}
  for _, member in ipairs(members) do
    if not text or allowed[member] then
      both[#both + 1] = member
    end
  end
  return both
end

-- Takes one more axis into a cube that is being made; gives what is wrong with it, or nil.
local function narrow(cube, name, value, filter)
  if name == "product" then
    if cube.product_name and cube.product_name ~= value then
      return ("the cube is of product '%s' already"):format(cube.product_name)
    end
    cube.product, cube.product_name, cube.chosen.product = product.get(value).en, value, value
  else
    local members <const> = in_both(filter.members, cube.chosen[name])
    if #members == 0 then
      return ("%s: '%s' leaves nothing of '%s'"):format(name, table.concat(filter.members, " "),
        cube.chosen[name])
    end
    cube.chosen[name] = table.concat(members, " ")
  end
  if filter.codes then
    local codes <const> = in_both(filter.codes, cube.hs_codes and table.concat(cube.hs_codes, " "))
    if #codes == 0 then
      return "none of the HS codes are left"
    end
    cube.hs_codes = codes
  end
  cube.filters[#cube.filters + 1] = { text = filter.text, params = { members = filter.members } }
end

--- Narrows the cube: `cube:slice { product = "wire_cable", partner = "Mexico" }`. Axes are
--- `product`, `flow` and the dimensions (`hs partner province mode`); a value is a name, a code, a
--- row of `top`, or a list of them. Slices of slices select what is in both.
---@param selection table<string, string|ingot.Row|(string|ingot.Row)[]>
---@return ingot.Cube
function Cube:slice(selection)
  if type(selection) ~= "table" then
    error(('slice: a table expected, as { product = "wire_cable" }, got %s'):format(
      type(selection)), 2)
  end
  local names <const> = {}
  for name in pairs(selection) do
    names[#names + 1] = name
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  local narrowed <const> = setmetatable(copy(self), CubeMeta)
  narrowed.filters, narrowed.chosen = { table.unpack(self.filters) }, copy(self.chosen)
  narrowed.cells, narrowed.covered, narrowed.rankings = {}, {}, {}
  for _, name in ipairs(names) do
    local filter <const> = axes.filter(name, selection[name])
    local problem <const> = narrow(narrowed, name, selection[name], filter)
    if problem then
      error("slice: " .. problem, 2)
    end
  end
  return narrowed
end

--- Whether this cube was sliced from another one, or is that cube.
---@param other ingot.Cube
---@return boolean
function Cube:lies_in(other)
  local own <const> = {}
  for _, filter in ipairs(self.filters) do
    own[filter] = true
  end
  for _, filter in ipairs(other.filters) do
    if not own[filter] then
      return false
    end
  end
  return self.data == other.data
end

--- The rows of the slice that count for a metric.
---@param definition ingot.Metric
---@return ingot.Query
function Cube:query(definition)
  local query = self.data:where "true"
  for _, filter in ipairs(self.filters) do
    query = query:where(filter.text, filter.params)
  end
  return definition.where and query:where(definition.where) or query
end

--- The same within a period.
---@param definition ingot.Metric
---@param within ingot.Period
---@return ingot.Query
function Cube:rows_in(definition, within)
  return self:query(definition):where("month >= $from and month <= $to", {
    from = tostring(period.from_month(within.from)), to = tostring(period.from_month(within.to)),
  })
end

--- What the slice and the metric's own filter select, for claims: axis → value.
---@param definition ingot.Metric
---@return table<string, string>
function Cube:selection(definition)
  if definition.from then
    return { from = definition.from, filter = definition.where }
  end
  local where <const> = copy(self.chosen)
  if definition.where then
    local name <const>, value <const> = definition.where:match "^(%w+) == ['\"]([^'\"]*)['\"]$"
    where[name or "filter"] = value or definition.where
  end
  return where
end

--- "a cube of flow = export, product = wire_cable"
function CubeMeta.__tostring(cube)
  local parts <const> = {}
  for i, name in ipairs(suggest.names(cube.chosen)) do
    parts[i] = ("%s = %s"):format(name, cube.chosen[name])
  end
  return #parts == 0 and "a cube" or "a cube of " .. table.concat(parts, ", ")
end

local function levels_once(cube, definition, within, axis)
  local key <const> = ("%s %s %s"):format(definition.name, within, axis and axis.name or "")
  local entry = cube.cells[key]
  if not entry or entry.definition ~= definition then
    entry = { definition = definition, found = levels.find(cube, definition, within, axis) }
    cube.cells[key] = entry
  end
  return entry.found
end

-- What the data cover for a metric, once asked.
local function covered_by(self, definition)
  local known = self.covered[definition.name]
  if not known or known.definition ~= definition then
    local narrowed <const> = self:query(definition):agg { n = "count()" }:collect()
    known = { definition = definition, map = coverage.map(narrowed, self.hs_codes) }
    self.covered[definition.name] = known
  end
  return known.map
end

--- Whether every cell a metric needs in a period is covered by the data.
---@param definition ingot.Metric
---@param within ingot.Period
---@return boolean
function Cube:covers(definition, within)
  local asked <const> = beside.of(self, definition)
  if asked ~= self then
    return asked:covers(definition, within)
  end
  return covered_by(self, definition):covers(within)
end

---@class ingot.Cell
---@field state ingot.State
---@field value? ingot.Number
---@field reason? string   why it is unknown
---@field rows integer
---@field operands { number: ingot.Number?, unit: string }[]

--- The level of a metric in a period, of one subject or of the whole: a value, zero or unknown. A
--- metric of a table beside the cube has the same level for every slice and subject.
---@param definition ingot.Metric
---@param within ingot.Period
---@param subject? ingot.Subject
---@return ingot.Cell
function Cube:cell(definition, within, subject)
  local asked <const> = beside.of(self, definition)
  if asked ~= self then
    return asked:cell(definition, within)
  end
  if not self:covers(definition, within) then
    return {
      state = "unknown", rows = 0, operands = {}, reason = reason.uncovered(self.data, covered_by(self, definition)),
    }
  end
  local axis <const> = subject and dimension.get(subject.dimension)
  local found <const> = levels_once(self, definition, within, axis)[subject and subject.code or ""]
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
    reason = reason.valueless(within, rows),
  }
end

--- The members of a dimension by falling level: codes in order, and the rank of each (equal levels
--- share a rank). Empty for a period that is not covered.
---@param definition ingot.Metric
---@param within ingot.Period
---@param name string  of the dimension
---@return { codes: string[], ranks: table<string, integer>, size: integer, rows: integer }
function Cube:ranking(definition, within, name)
  beside.refuse_members(self, definition, name)
  local key <const> = ("%s %s %s"):format(definition.name, within, name)
  local kept <const> = self.rankings[key]
  if kept and kept.definition == definition then
    return kept.order
  end
  local order <const> = { codes = {}, ranks = {}, size = 0, rows = 0 }
  if self:covers(definition, within) then
    local found <const> = levels_once(self, definition, within, dimension.get(name))
    for code, cell in pairs(found) do
      if cell.value then
        order.codes[#order.codes + 1] = code
        order.rows = order.rows + cell.rows
      end
    end
    table.sort(order.codes, function(a, b)
      local by_value <const> = number.compare(found[a].value, found[b].value)
      return by_value > 0 or by_value == 0 and a < b
    end)
    order.size = #order.codes
    for i, code in ipairs(order.codes) do
      local before <const> = order.codes[i - 1]
      local tied <const> = before
        and number.compare(found[before].value, found[code].value) == 0
      order.ranks[code] = tied and order.ranks[before] or i
    end
  end
  self.rankings[key] = { definition = definition, order = order }
  return order
end

--- How a level of a metric is printed in this cube.
---@param definition ingot.Metric
---@return ingot.Display
function Cube:display_of(definition)
  local rule <const> = copy(definition.display or { unit = definition.unit })
  rule.mode = rule.mode or self.levels
  return rule
end

--- The files behind the data.
---@return ingot.Source[]
function Cube:sources()
  if not self.files then
    self.files = read.sources(self.data)
  end
  return self.files
end

--- The HS codes of the slice, for a note: `article:note(cable:codes())`.
---@return string[]
function Cube:codes()
  if not self.hs_codes then
    error("codes: the cube is not sliced to a product or to HS codes", 2)
  end
  return { table.unpack(self.hs_codes) }
end

--- The level of a metric in a period, and from it everything else: `.mom .yoy .ytd .ytd_yoy .diff`,
--- and `:share_of(whole)`.
---@param name string          of a metric
---@param within ingot.Period|string
---@return ingot.Claim
function Cube:measure(name, within)
  local definition <const> = metric.get(name, 2)
  return measure.level {
    cube = beside.of(self, definition), metric = definition, period = period.of(within, 2),
  }
end

--- The levels of a metric over a list of periods.
---@param name string
---@param periods (ingot.Period|string)[]
---@return ingot.Claim[]
function Cube:series(name, periods)
  local definition <const> = metric.get(name, 2)
  local claims <const> = {}
  for i, within in ipairs(periods) do
    claims[i] = measure.level {
      cube = beside.of(self, definition), metric = definition, period = period.of(within, 2),
    }
  end
  return claims
end

--- The cube by the members of a dimension: `partner`, `province`, `mode`, `hs`.
---@param name string
---@return ingot.Breakdown
function Cube:by(name)
  local parts <const> = breakdown.new(self, name, 2)
  return parts
end

return M
