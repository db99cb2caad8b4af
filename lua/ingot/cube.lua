--- A cube: a slice of the data that metrics are asked of, by period and by member of a dimension.
--- Cubes are immutable; `slice` gives a new one. Every level is one native query, kept once asked.

local adds <const> = require "ingot.metric.adds"
local axes <const> = require "ingot.cube.axes"
local beside <const> = require "ingot.cube.beside"
local breakdown <const> = require "ingot.breakdown"
local changed <const> = require "ingot.cube.changed"
local codes_ <const> = require "ingot.cube.codes"
local coverage <const> = require "ingot.coverage"
local derived <const> = require "ingot.cube.derived"
local dimension <const> = require "ingot.dimension"
local error_ <const> = require "ingot.error"
local levels <const> = require "ingot.cube.levels"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"
local note <const> = require "ingot.cube.note"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local read <const> = require "ingot.read"
local reason <const> = require "ingot.cube.reason"
local regions <const> = require "ingot.cube.regions"
local suggest <const> = require "ingot.suggest"
local vintage <const> = require "ingot.vintage"

---@class ingot.Cube
---@field product? string       the product it was sliced to, as it reads in a sentence
---@field product_name? string  the same by its name in the program
---@field data ingot.Table
---@field package covering ingot.Table  its columns and coverage, without rows
---@field levels "round"|"truncate"|"ceil"
---@field beside table<string, ingot.Cube>  cubes of the tables given by `with`
---@field named? string         of such a cube: its name
---@field package filters { text: string, params: table }[]
---@field package chosen table<string, string>  axis → what it was sliced to, for claims
---@field package hs_codes? string[]
---@field package hs_spans? ingot.CodeSpan[]  which of them count when
---@field package definition? ingot.Product   what it was sliced to
---@field package cells table     levels, rankings and coverage once asked, by metric and period
---@field package rankings table
---@field package covered table
---@field package files? ingot.Source[]
---@field package regions? table   of a cube by regions: codes, labels, rest, of, overlaps
local Cube = {}
local CubeMeta <const> = { __name = "ingot.cube", __index = suggest.index("a cube", Cube, {
  product = true, product_name = true, hs_codes = true, hs_spans = true, definition = true,
  files = true, regions = true, named = true,
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
    data = data, covering = native.with(data:limit(0):collect(), { coverage = data:coverage() }),
    levels = mode, filters = {}, chosen = {}, cells = {}, covered = {}, rankings = {},
    beside = beside.cubes(M.new, settings.with, mode),
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

local function narrow_product(cube, definition)
  if cube.product_name and cube.product_name ~= definition.name then
    return ("the cube is of product '%s' already"):format(cube.product_name)
  end
  cube.definition, cube.product, cube.product_name = definition, definition.en, definition.name
  cube.chosen.product = definition.name
end

local function narrow_members(cube, name, given)
  local members <const> = in_both(given, cube.chosen[name])
  if #members == 0 then
    return ("%s: '%s' leaves nothing of '%s'"):format(name, table.concat(given, " "),
      cube.chosen[name])
  end
  cube.chosen[name] = table.concat(members, " ")
end

-- Takes one more axis into a cube that is being made; gives what is wrong with it, or nil.
local function narrow(cube, name, filter)
  local spans, message
  if filter.versions then
    spans, message = codes_.resolve(cube.data, filter.versions)
    if not spans then
      return ("%s: %s"):format(name, message)
    end
  end
  if name == "region" and cube.chosen.region then
    return ("the cube is of region '%s' already"):format(cube.chosen.region)
  end
  local members <const> = spans and codes_.all(spans) or filter.members
  if filter.product then
    message = narrow_product(cube, filter.product)
  else
    message = narrow_members(cube, name, members)
  end
  if message or not spans then
    cube.filters[#cube.filters + 1] = {
      text = filter.text, params = filter.params or { members = members },
    }
    return message
  end
  local text <const>, params <const> = codes_.filter(spans)
  cube.filters[#cube.filters + 1] = { text = text, params = params }
  cube.hs_spans = codes_.intersect(cube.hs_spans, spans)
  cube.hs_codes = codes_.all(cube.hs_spans)
  return #cube.hs_codes == 0 and "none of the HS codes are left" or nil
end

--- Narrows the cube: `cube:slice { product = "wire_cable", partner = "Mexico" }`. Axes are
--- `product`, `flow`, `region` and the dimensions (`hs partner province mode`); a value is a name, a
--- code, a row of `top`, or a list of them. Slices of slices select what is in both.
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
    local problem <const> = narrow(narrowed, name, filter)
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

--- The rows of the slice that count for a metric. A condition on months comes before all others:
--- blocks of rows that lie beyond them are passed over whole.
---@param definition ingot.Metric
---@param months? string  a condition
---@param params? table<string, any>
---@return ingot.Query
function Cube:query(definition, months, params)
  local query = self.data:where(months or "true", params)
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
  return self:query(definition, "month >= $from and month <= $to", {
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

-- What may not be summed over months has no level over several of them.
local function demand_level(definition, within)
  local problem <const> = adds.problem(definition, within)
  if problem then
    error_.raise("script", problem)
  end
end

local function levels_once(cube, definition, within, axis)
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

-- What the data cover for a metric, once asked.
local function covered_by(self, definition)
  local known = self.covered[definition.name]
  local problem <const> = not self.hs_codes and codes_.whole_problem(self.data)
  if problem then
    error_.raise("script", "cube: " .. problem)
  end
  if not known or known.definition ~= definition then
    local bare <const> = copy(self) -- filters narrow coverage by themselves, whatever the rows
    bare.data = self.covering
    local narrowed <const> = Cube.query(bare, definition):agg { n = "count()" }:collect()
    known = { definition = definition, map = codes_.covered(narrowed, self.hs_spans) }
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
  for _, name in ipairs(definition.terms or {}) do
    if not self:covers(metric.get(name), within) then
      return false
    end
  end
  return definition.terms ~= nil or covered_by(self, definition):covers(within)
end

--- The comparable period before one, on the calendar of the data: where January and February are
--- known only together they are one step, before March; before them stands December.
---@param definition ingot.Metric
---@param within ingot.Period
---@return ingot.Period
function Cube:before(definition, within)
  return covered_by(beside.of(self, definition), definition):before(within)
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
  demand_level(definition, within)
  local asked <const> = beside.of(self, definition)
  if asked ~= self then
    return asked:cell(definition, within)
  end
  if definition.terms then
    return derived.cell(self, definition, within, subject)
  end
  changed.watch(self, within)
  if not self:covers(definition, within) then
    return {
      state = "unknown", rows = 0, operands = {},
      reason = reason.uncovered(self.data, covered_by(self, definition), within),
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
    reason = reason.valueless(within, rows, found and found.missing or 0),
  }
end

--- The members of a dimension by falling level: codes in order, and the rank of each (equal levels
--- share a rank). Empty for a period that is not covered; without ranks where the level of a member
--- is missing (so many `missing`).
---@param definition ingot.Metric
---@param within ingot.Period
---@param name string  of the dimension
---@return { codes: string[], ranks: table<string, integer>, size: integer, rows: integer,
---   missing?: integer }
function Cube:ranking(definition, within, name)
  beside.refuse_members(self, definition, name)
  local key <const> = ("%s %s %s"):format(definition.name, within, name)
  local kept <const> = self.rankings[key]
  demand_level(definition, within)
  if kept and kept.definition == definition then
    return kept.order
  end
  local order = { codes = {}, ranks = {}, size = 0, rows = 0 }
  if self:covers(definition, within) then
    local found <const> = levels_once(self, definition, within, dimension.get(name))
    for code, cell in pairs(found) do
      if cell.value then
        order.codes[#order.codes + 1] = code
        order.rows = order.rows + cell.rows
      elseif cell.missing > 0 then
        order.missing = (order.missing or 0) + 1
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
    order.ranks = order.missing and {} or order.ranks
    if name == "region" then
      order = regions.rest_last(self.regions, order, found)
    end
  end
  self.rankings[key] = { definition = definition, order = order }
  return order
end

--- What members of a dimension are ranked among, for formulas: "partner", "region ASEAN EU".
---@param name string  of the dimension
---@return string
function Cube:among(name)
  return name == "region" and "region " .. table.concat(self.regions.names, " ") or name
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

--- The HS codes of the slice with the names its product gives them, in both languages:
--- `article:note(cable:note())`. Of a product in versions, those of a period, or all with their
--- months.
---@param within? ingot.Period|string
---@return { code: string, en: string, zh: string }
function Cube:note(within)
  if not self.hs_spans then
    error("note: the cube is not sliced to a product or to HS codes", 2)
  end
  return (note.label(self.hs_spans, self.definition, within and period.of(within, 2)))
end

--- The level of a metric in a period, and from it everything else: `.mom .yoy .ytd .full_year .diff`
--- and all of `ingot.measure`, `:cagr(n)` and `:share_of(whole)`. A metric that does not add up over
--- months has no level in several of them: an error.
---@param name string          of a metric
---@param within ingot.Period|string
---@return ingot.Claim
function Cube:measure(name, within)
  local definition <const> = metric.get(name, 2)
  return measure.level {
    cube = beside.of(self, definition), metric = definition, period = period.of(within, 2),
  }
end

--- The months of a period as a metric knows them: a joint January and February are one step.
---
---     cube:spine("exports", "2024-12..2025-04")  --> 2024-12, 2025-01..02, 2025-03, 2025-04
---
---@param name string  of a metric
---@param within ingot.Period|string
---@return ingot.Period[]
function Cube:spine(name, within)
  local definition <const>, months <const> = metric.get(name, 2), {}
  for month in period.of(within, 2):months() do
    months[#months + 1] = month
  end
  return covered_by(self, definition):steps(months)
end

--- The levels of a metric over a list of periods. January and February that are known only together
--- are one level, whether one or both of them are in the list.
---@param name string
---@param periods (ingot.Period|string)[]
---@return ingot.Claim[]
function Cube:series(name, periods)
  local definition <const>, list <const> = metric.get(name, 2), {}
  for i, within in ipairs(periods) do
    list[i] = period.of(within, 2)
  end
  local asked <const>, claims <const> = beside.of(self, definition), {}
  for i, within in ipairs(covered_by(asked, definition):steps(list)) do
    claims[i] = measure.level { cube = asked, metric = definition, period = within }
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

--- The cube by regions, or by the parts of a scheme: `cube:by_region("ASEAN", "EU")`,
--- `cube:by_region("continents", { rest = "Others" })`. Its shares are of the cube.
---@param ... string|{ rest: string?, overlap: boolean? }
---@return ingot.Breakdown
function Cube:by_region(...)
  local parts <const> = regions.breakdown(self, { ... }, 2)
  return parts
end

return M
