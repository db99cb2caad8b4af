--- A cube by the members of a dimension: the largest, all, or one of them, each with the level of a
--- metric in a period.

local colon <const> = require "ingot.colon"
local classes <const> = require "ingot.cube.classes"
local dimension <const> = require "ingot.dimension"
local error_ <const> = require "ingot.error"
local gone <const> = require "ingot.cube.gone"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.cube.table"
local uncovered <const> = require "ingot.cube.uncovered"

---@class ingot.Row  a member of a dimension; the level of the metric stands under the metric's name
---@field name string             in English; in a sentence the article's language has its say
---@field subject ingot.Subject
---@field [string] ingot.Claim

---@class ingot.Breakdown  a cube by the members of a dimension
---@field cube ingot.Cube
---@field dimension string
local Breakdown = {}
local BreakdownMeta <const> = {
  __name = "ingot.breakdown", __index = suggest.index("cube:by(…)", Breakdown),
}

local M = {}

local function is_breakdown(value)
  return getmetatable(value) == BreakdownMeta
end

--- Its methods, open to additions: `ingot.cube.regions` and `ingot.decompose` add theirs.
M.methods = colon.open(Breakdown, "breakdown", is_breakdown)

function BreakdownMeta.__tostring(breakdown)
  return ("%s by %s"):format(breakdown.cube, breakdown.dimension)
end

--- A member by its code, as it is called in this cube.
---
---     print(partners:subject("MEX").en)   --> Mexico
---
---@param code string
---@return ingot.Subject
function Breakdown:subject(code)
  local cube <const>, name <const> = self.cube, self.dimension
  local label <const> = cube.regions and cube.regions.labels[code]
  if label then
    return label
  end
  local parts <const> = cube.product_name and product.get(cube.product_name).parts
  if name == "hs" and parts and parts[code] then
    return { dimension = name, code = code, en = parts[code].en, zh = parts[code].zh }
  end
  return dimension.subject(name, code, cube.data)
end

--- The code of a member by its name or code; an unknown one is an error at `level`.
---
---     print(partners:code "Mexico")
---
---@param member string
---@param level? integer  default: the caller
---@return string
function Breakdown:code(member, level)
  for code, label in pairs(self.cube.regions and self.cube.regions.labels or {}) do
    if member == code or member == label.en then
      return code
    end
  end
  local code <const> = dimension.resolve(self.dimension, member, (level or 1) + 1,
    self.cube.data)
  return code
end

local function row_of(breakdown, definition, within, code)
  local subject <const> = breakdown:subject(code)
  return {
    name = subject.en, subject = subject,
    [definition.name] = measure.level {
      cube = breakdown.cube, metric = definition, period = within, subject = subject,
    },
  }
end

-- The members with rows in a period that have no place in the order of its levels, by code.
local function left_out(breakdown, definition, within, order)
  local ordered <const>, codes <const> = {}, {}
  for _, code in ipairs(order.codes) do
    ordered[code] = true
  end
  local axis <const> = dimension.get(breakdown.dimension)
  for _, code in ipairs(breakdown.cube:members(definition, within, axis)) do
    codes[#codes + 1] = not ordered[code] and code or nil
  end
  table.sort(codes)
  local rows <const> = {}
  for i, code in ipairs(codes) do
    rows[i] = row_of(breakdown, definition, within, code)
  end
  return rows
end

local NAMED <const> = 5 -- of those a warning is about

local function warn_once(breakdown, definition, within, order, omitted)
  if order.warned or not order.missing then
    return
  end
  order.warned = true
  local names <const> = {}
  for i = 1, math.min(#omitted, NAMED) do
    names[i] = omitted[i].name
  end
  names[#names + 1] = #omitted > NAMED and "…" or nil
  read.warn((error_.place():gsub(": $", "")), ("%s by %s in %s: left out, as their level is unknown: "
    .. '%s; :unknown("%s", "%s") lists them, with reasons'):format(definition.name,
    breakdown.dimension, within, table.concat(names, ", "), definition.name, within))
end

local function rows_of(breakdown, n, definition, within)
  uncovered.watch(breakdown.cube, definition, within, breakdown.dimension)
  local order <const> = breakdown.cube:ranking(definition, within, breakdown.dimension)
  local omitted <const> = left_out(breakdown, definition, within, order)
  warn_once(breakdown, definition, within, order, omitted)
  local rows <const> = {}
  for i = 1, math.min(n, #order.codes) do
    rows[i] = row_of(breakdown, definition, within, order.codes[i])
  end
  -- Not a field of its own: a list of no rows is an empty list.
  return setmetatable(rows, { __index = {
    omitted = #omitted > 0 and omitted or nil,
    beyond = #order.codes > #rows and #order.codes - #rows or nil,
  } })
end

--- The largest members of a dimension by a metric in a period, largest first: rows of `name` and the
--- metric's level under its own name. Fewer rows when there are fewer members. Members whose level is
--- unknown have no place among them: they are in the list's `omitted` (nil when there are none), and
--- warned of where a cell that the level sums is missing. The list's `beyond` is how many smaller
--- members there are (nil for none), for "and other countries" behind a list that is cut.
---
---     for _, row in ipairs(partners:top(3, "exports", period)) do print(row.name, row.exports) end
---
---@param n integer
---@param name string  of a metric
---@param within ingot.Period|string
---@return ingot.Row[]
function Breakdown:top(n, name, within)
  if math.type(n) ~= "integer" or n < 1 then
    error(('top: how many as a whole number expected, as top(3, "exports", period), got %s'):format(
      type(n) == "number" and tostring(n) or type(n)), 2)
  end
  return rows_of(self, n, metric.get(name, 2), period.of(within, 2))
end

-- The regions without a row in a period that the data cover, in the order they were named.
local function idle_regions(breakdown, definition, within)
  local cube <const>, idle <const> = breakdown.cube, {}
  for _, code in ipairs(breakdown.dimension == "region" and cube.regions.codes or {}) do
    local cell <const> = cube:cell(definition, within, { dimension = "region", code = code })
    if cell.rows == 0 and cell.state == "zero" then
      idle[#idle + 1] = row_of(breakdown, definition, within, code)
    end
  end
  return idle
end

--- All members that trade in the period, as `top`; regions also where they are zero, before the rest.
---
---     for _, row in ipairs(partners:all("exports", period)) do print(row.name, row.exports.share) end
---
---@param name string
---@param within ingot.Period|string
---@return ingot.Row[]
function Breakdown:all(name, within)
  local definition <const>, at <const> = metric.get(name, 2), period.of(within, 2)
  local rows <const> = rows_of(self, math.maxinteger, definition, at)
  local regions <const> = self.cube.regions
  for _, row in ipairs(idle_regions(self, definition, at)) do
    local last <const> = rows[#rows]
    local place <const> = last and last.subject.code == regions.rest and #rows or #rows + 1
    table.insert(rows, place, row)
  end
  return rows
end

--- The members that have nothing in a period after something in the one before, of which `all` has
--- none: rows, by what they had, the largest first.
---
---     for _, row in ipairs(partners:gone("exports", period)) do print(row.name, row.exports.before) end
---
---@param name string
---@param within ingot.Period|string
---@return ingot.Row[]
function Breakdown:gone(name, within)
  return gone.rows(self, metric.get(name, 2), period.of(within, 2), row_of)
end

--- The members that trade in a period and have no level in it, by code: rows as `top` gives, whose
--- levels say why they are unknown. Those that `top` and `all` cannot place.
---
---     for _, row in ipairs(cable:by("partner"):unknown("exports", period)) do
---       print(row.name, row.exports.reason) --> Mexico    1 of 2 rows of 2025-02 have no value
---     end
---
---@param name string
---@param within ingot.Period|string
---@return ingot.Row[]
function Breakdown:unknown(name, within)
  local definition <const>, at <const> = metric.get(name, 2), period.of(within, 2)
  return left_out(self, definition, at, self.cube:ranking(definition, at, self.dimension))
end

--- One member by its name or code, whether or not it traded in the period.
---
---     local mexico = partners:one("Mexico", "exports", period)
---     print(mexico.exports, mexico.exports.rank)
---
---@param member string
---@param name string  of a metric
---@param within ingot.Period|string
---@return ingot.Row
function Breakdown:one(member, name, within)
  local code <const> = self:code(member, 2)
  self:demand_inside(code, 2)
  return row_of(self, metric.get(name, 2), period.of(within, 2), code)
end

-- One metric by name or several, as definitions.
local function metrics_of(names, level)
  local definitions <const> = {}
  for i, name in ipairs(type(names) == "table" and names or { names }) do
    definitions[i] = metric.get(name, level + 1)
  end
  if #definitions == 0 then
    error("table: the list of metrics is empty", level + 1)
  end
  return definitions
end

-- What a table shows unless told; a share only where there is one.
local function usual_measures(definitions)
  local names <const> = {}
  for _, name in ipairs { "level", "mom", "yoy", "share", "rank" } do
    names[#names + 1] = not table_.check(definitions, { name }) and name or nil
  end
  return names
end

--- A table of measures: a row for each member that trades in the period or in one it is held
--- against, and for each region, largest first, the rest of regions last; columns are the member's
--- code and English name, the level under the metric's name, and the measures. Values are unrounded
--- and those of claims; changes and shares are in %, contributions in pp. A cell is missing where a
--- claim has no number;
--- "yoy_state" says why: value, zero, from_zero, turned, tiny or unknown. With several metrics every
--- measure but the level bears the metric's name: "imports_yoy". All is read in one pass over the
--- rows when the periods needed do not overlap; year-to-date measures take a second. Lua functions
--- as metrics and metrics made of metrics do as well, slower; regions take a query each.
---
---     cable:by("partner"):table("exports", period, { "level", "mom", "yoy", "yoy_state" })
---     cable:by_region("ASEAN", "EU", { rest = "Others" }):table("exports", period)
---
--- Measures are those that claims have by name, but streaks, and two more, cumulative and
--- cumulative_before: see `ingot.measure.list`.
---@param names string|string[]  of metrics
---@param within ingot.Period|string
---@param measures? string[]     default: level mom yoy share rank
---@return ingot.Table
function Breakdown:table(names, within, measures)
  local definitions <const> = metrics_of(names, 2)
  local at <const> = period.of(within, 2)
  measures = measures or usual_measures(definitions)
  local problem <const> = table_.check(definitions, measures)
  if problem then
    error("table: " .. problem, 2)
  end
  for _, definition in ipairs(definitions) do
    uncovered.watch(self.cube, definition, at, self.dimension)
  end
  return table_.new(self, definitions, at, measures)
end

--- The members that trade in the period or did a year before, in classes, by ordered rules over their
--- measures: the first rule that holds wins.
---
---     local parts = cable:by("province"):classes("growth", "exports", "2025", { low = 0.02 })
---
---@param class string    the name of a definition: see `ingot.class`
---@param name string     of a metric
---@param within ingot.Period|string
---@param params? table<string, number>  thresholds that differ from the definition's
---@return ingot.Classes
function Breakdown:classes(class, name, within, params)
  local definition <const> = metric.get(name, 2)
  local at <const> = period.of(within, 2)
  local found <const>, problem <const> = classes.new(self, class, definition, at, params, row_of)
  if not found then
    error(problem, 2)
  end
  uncovered.watch(self.cube, definition, at, self.dimension)
  return found
end

colon.guard(Breakdown, "breakdown", is_breakdown)

--- The breakdown of a cube; an unknown dimension is an error at `level` (default: the caller).
---@param cube ingot.Cube
---@param name string  of the dimension
---@param level? integer
---@return ingot.Breakdown
function M.new(cube, name, level)
  dimension.get(name, (level or 1) + 1)
  if name == "region" and not cube.regions then
    error('by: say which regions, as cube:by_region("ASEAN", "EU")', (level or 1) + 1)
  end
  return setmetatable({ cube = cube, dimension = name }, BreakdownMeta)
end

return M
