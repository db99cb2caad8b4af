--- A cube by the members of a dimension: the largest, all, or one of them, each with the level of a
--- metric in a period.

local dimension <const> = require "ingot.dimension"
local measure <const> = require "ingot.measure"
local metric <const> = require "ingot.metric"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local suggest <const> = require "ingot.suggest"

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

--- The methods of breakdowns, open to additions: `ingot.decompose` adds its own.
M.methods = Breakdown

function BreakdownMeta.__tostring(breakdown)
  return ("%s by %s"):format(breakdown.cube, breakdown.dimension)
end

local function subject_of(cube, name, code)
  local parts <const> = cube.product_name and product.get(cube.product_name).parts
  if name == "hs" and parts and parts[code] then
    return { dimension = name, code = code, en = parts[code].en, zh = parts[code].zh }
  end
  return dimension.subject(name, code, cube.data)
end

local function row_of(breakdown, definition, within, code)
  local subject <const> = subject_of(breakdown.cube, breakdown.dimension, code)
  return {
    name = subject.en, subject = subject,
    [definition.name] = measure.level {
      cube = breakdown.cube, metric = definition, period = within, subject = subject,
    },
  }
end

local function rows_of(breakdown, n, definition, within)
  local codes <const> = breakdown.cube:ranking(definition, within, breakdown.dimension).codes
  local rows <const> = {}
  for i = 1, math.min(n, #codes) do
    rows[i] = row_of(breakdown, definition, within, codes[i])
  end
  return rows
end

--- The largest members of a dimension by a metric in a period, largest first: rows of `name` and the
--- metric's level under its own name. Fewer rows when there are fewer members.
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

--- All members, as `top`.
---@param name string
---@param within ingot.Period|string
---@return ingot.Row[]
function Breakdown:all(name, within)
  return rows_of(self, math.maxinteger, metric.get(name, 2), period.of(within, 2))
end

--- One member by its name or code, whether or not it traded in the period.
---@param member string
---@param name string  of a metric
---@param within ingot.Period|string
---@return ingot.Row
function Breakdown:one(member, name, within)
  local code <const> = dimension.resolve(self.dimension, member, 2)
  return row_of(self, metric.get(name, 2), period.of(within, 2), code)
end

--- The breakdown of a cube; an unknown dimension is an error at `level` (default: the caller).
---@param cube ingot.Cube
---@param name string  of the dimension
---@param level? integer
---@return ingot.Breakdown
function M.new(cube, name, level)
  dimension.get(name, (level or 1) + 1)
  return setmetatable({ cube = cube, dimension = name }, BreakdownMeta)
end

return M
