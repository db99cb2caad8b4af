--- A cube: a slice of the data that metrics are asked of, by period and by member of a dimension.
--- Cubes are immutable; `slice` gives a new one. Every level is one native query, kept once asked.

local coverage <const> = require "ingot.coverage"
local dimension <const> = require "ingot.dimension"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"

---@class ingot.Cube
---@field product? string  the name of the product it was sliced to, as it reads in a sentence
local Cube = {}
Cube.__index = Cube

---@class ingot.Grouping
local Grouping = {}
Grouping.__index = Grouping

local M = {}

local options <const> = { levels = "string" }
local modes <const> = { round = true, truncate = true, ceil = true }

--- A cube over a table or query.
---@param source ingot.Table|ingot.Query
---@param settings? { levels?: "round"|"truncate"|"ceil" }  how levels are cut to their decimals
---@return ingot.Cube
function M.new(source, settings)
  settings = settings or {}
  for key in pairs(settings) do
    if not options[key] then
      error(("cube: unknown option '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), options)), 2)
    end
  end
  local levels <const> = settings.levels or "round"
  if not modes[levels] then
    error(("cube: levels = '%s': 'round', 'truncate' or 'ceil' expected%s"):format(
      tostring(levels), suggest.did_you_mean(tostring(levels), modes)), 2)
  end
  local data <const> = coverage.attach(source:collect())
  return setmetatable({
    data = data, levels = levels, filters = {}, chosen = {}, hs_codes = nil, cells = {},
    covered = {}, rankings = {},
  }, Cube)
end

local function list_of(value)
  return type(value) == "table" and value or { value }
end

-- How each axis of a slice narrows the data: a formula, its parameters, and HS codes if it sets any.
local function by_product(value)
  local codes <const> = product.get(value, 3).codes
  return "hs in $members", codes, codes
end

local function by_flow(value)
  return "flow in $members", list_of(value)
end

local function by_dimension(name, value)
  local axis <const> = dimension.get(name, 3)
  local codes <const> = {}
  for i, member in ipairs(list_of(value)) do
    codes[i] = dimension.resolve(name, member, 3)
  end
  return axis.key .. " in $members", codes, axis.key == "hs" and codes or nil
end

local function copy(from)
  local to <const> = {}
  for key, value in pairs(from) do
    to[key] = value
  end
  return to
end

--- Narrows the cube: `cube:slice { product = "wire_cable", partner = "Mexico" }`. Axes are
--- `product`, `flow` and the dimensions (`hs partner province mode`); a value is a name, a code or a
--- list of them.
---@param selection table<string, string|string[]>
---@return ingot.Cube
function Cube:slice(selection)
  local axes <const> = {}
  for name in pairs(selection) do
    axes[#axes + 1] = name
  end
  table.sort(axes)
  local narrowed <const> = setmetatable(copy(self), Cube)
  narrowed.filters, narrowed.chosen = { table.unpack(self.filters) }, copy(self.chosen)
  narrowed.cells, narrowed.covered, narrowed.rankings = {}, {}, {}
  for _, name in ipairs(axes) do
    local value <const> = selection[name]
    local text, members, codes
    if name == "product" then
      text, members, codes = by_product(value)
      narrowed.product = product.get(value).en
      narrowed.product_name = value
    elseif name == "flow" then
      text, members = by_flow(value)
    else
      text, members, codes = by_dimension(name, value)
    end
    narrowed.filters[#narrowed.filters + 1] = { text = text, params = { members = members } }
    narrowed.chosen[name] = name == "product" and value or table.concat(members, " ")
    narrowed.hs_codes = codes or narrowed.hs_codes
  end
  return narrowed
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
  local where <const> = copy(self.chosen)
  if definition.where then
    local name <const>, value <const> = definition.where:match "^(%w+) == ['\"]([^'\"]*)['\"]$"
    where[name or "filter"] = value or definition.where
  end
  return where
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

-- Every level of a metric in a period by the members of a dimension ("" for the whole).
local function levels(cube, definition, within, axis)
  local terms <const> = { { "value", definition.formula or definition.fn }, { "rows", "count()" } }
  for i, aggregate in ipairs(definition.aggregates) do
    terms[#terms + 1] = { "operand_" .. i, aggregate }
  end
  local query = cube:rows_in(definition, within)
  if axis then
    query = query:by(axis.key)
  end
  local data <const> = query:agg(terms):collect()
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
    found[axis and (data:text(row, axis.key) or "") or ""] = {
      value = number_at(data, row, "value"), rows = (data:exact(row, "rows")),
      operands = operands,
    }
  end
  return found
end

local function levels_once(cube, definition, within, axis)
  local key <const> = ("%s %s %s"):format(definition.name, within, axis and axis.name or "")
  local entry = cube.cells[key]
  if not entry or entry.definition ~= definition then
    entry = { definition = definition, found = levels(cube, definition, within, axis) }
    cube.cells[key] = entry
  end
  return entry.found
end

--- Whether every cell a metric needs in a period is covered by the data.
---@param definition ingot.Metric
---@param within ingot.Period
---@return boolean
function Cube:covers(definition, within)
  local known = self.covered[definition.name]
  if not known or known.definition ~= definition then
    local narrowed <const> = self:query(definition):limit(0):collect()
    known = { definition = definition, map = coverage.map(narrowed, self.hs_codes) }
    self.covered[definition.name] = known
  end
  return known.map:covers(within)
end

---@class ingot.Cell
---@field state ingot.State
---@field value? ingot.Number
---@field rows integer
---@field operands { number: ingot.Number?, unit: string }[]

--- The level of a metric in a period, of one subject or of the whole: a value, zero or unknown.
---@param definition ingot.Metric
---@param within ingot.Period
---@param subject? ingot.Subject
---@return ingot.Cell
function Cube:cell(definition, within, subject)
  if not self:covers(definition, within) then
    return { state = "unknown", rows = 0, operands = {} }
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
  return { state = "unknown", rows = found and found.rows or 0, operands = {} }
end

--- The members of a dimension by falling level: codes in order, and the rank of each (equal levels
--- share a rank). Empty for a period that is not covered.
---@param definition ingot.Metric
---@param within ingot.Period
---@param name string  of the dimension
---@return { codes: string[], ranks: table<string, integer>, size: integer, rows: integer }
function Cube:ranking(definition, within, name)
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

--- The level of a metric in a period, and from it everything else: `.mom .yoy .ytd .ytd_yoy .diff`.
---@param name string          of a metric
---@param within ingot.Period|string
---@return ingot.Claim
function Cube:measure(name, within)
  return measure.level {
    cube = self, metric = metric.get(name, 2), period = period.of(within, 2),
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
    claims[i] = measure.level { cube = self, metric = definition, period = period.of(within, 2) }
  end
  return claims
end

--- The cube by the members of a dimension: `partner`, `province`, `mode`, `hs`.
---@param name string
---@return ingot.Grouping
function Cube:by(name)
  dimension.get(name, 2)
  return setmetatable({ cube = self, dimension = name }, Grouping)
end

local function subject_of(cube, name, code)
  local parts <const> = cube.product_name and product.get(cube.product_name).parts
  if name == "hs" and parts and parts[code] then
    return { dimension = name, code = code, en = parts[code].en, zh = parts[code].zh }
  end
  return dimension.subject(name, code, cube.data)
end

local function row_of(grouping, definition, within, code)
  local subject <const> = subject_of(grouping.cube, grouping.dimension, code)
  return {
    name = subject.en, subject = subject,
    [definition.name] = measure.level {
      cube = grouping.cube, metric = definition, period = within, subject = subject,
    },
  }
end

--- The largest members of a dimension by a metric in a period, largest first: rows of `name` and the
--- metric's level under its own name. Fewer rows when there are fewer members.
---@param n integer
---@param name string  of a metric
---@param within ingot.Period|string
---@return table[]
function Grouping:top(n, name, within)
  local definition <const> = metric.get(name, 2)
  local at <const> = period.of(within, 2)
  local rows <const> = {}
  for i, code in ipairs(self.cube:ranking(definition, at, self.dimension).codes) do
    if i > n then
      break
    end
    rows[i] = row_of(self, definition, at, code)
  end
  return rows
end

--- All members, as `top`.
---@param name string
---@param within ingot.Period|string
---@return table[]
function Grouping:all(name, within)
  return self:top(math.maxinteger, name, within)
end

--- One member by its name or code, whether or not it traded in the period.
---@param member string
---@param name string  of a metric
---@param within ingot.Period|string
---@return table
function Grouping:one(member, name, within)
  local code <const> = dimension.resolve(self.dimension, member, 2)
  return row_of(self, metric.get(name, 2), period.of(within, 2), code)
end

return M
