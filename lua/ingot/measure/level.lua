--- The level of a metric at a place: a value, zero or unknown. It answers for all other measures by
--- name, from the table of measures (`ingot.measure`).

local claim <const> = require "ingot.claim"
local metric <const> = require "ingot.metric"
local place_ <const> = require "ingot.measure.place"

local M = {}

local levels <const> = { level = true, ytd = true, full_year = true }

--- Whether a claim is a level, of whatever period.
---@param c any
---@return boolean
function M.is(c)
  return claim.is(c) and levels[c.kind] == true
end

--- What a level answers for: name → function of the level's claim. Filled by `ingot.measure`.
---@type table<string, fun(level: ingot.Claim): ingot.Claim?, string?>
M.related = {}

-- The aggregates of the metric's formula, or the levels of the metrics it is made of.
local function operands_of(place, cell, where)
  local operands <const> = {}
  for i, name in ipairs(place.metric.terms or {}) do
    operands[i] = place_.operand(M.of {
      cube = place.cube, metric = metric.get(name), period = place.period, subject = place.subject,
    })
  end
  for i, value in ipairs(cell.operands) do
    operands[i] = {
      name = place.metric.aggregates[i], where = where, period = place.period,
      value = value.number, unit = value.unit, rows = cell.rows,
    }
  end
  return operands
end

--- The level of a metric at a place. A period that the metric has no level of is an error at the
--- script's line.
---@param place ingot.Place
---@param kind? "level"|"ytd"|"full_year"
---@return ingot.Claim
function M.of(place, kind)
  kind = kind or "level"
  local kept <const> = place.level
  if kept and kept.kind == kind then
    return kept
  end
  local cell <const> = place.cube:cell(place.metric, place.period, place.subject)
  local fields <const> = place_.fields(place, kind)
  fields.unit, fields.sides = place.metric.unit, place.metric.sides
  fields.display = place.cube:display_of(place.metric)
  fields.formula = place.metric.formula or place.metric.fn_text
  fields.state, fields.value, fields.rows = cell.state, cell.value, cell.rows
  fields.reason = cell.reason
  if cell.value and cell.value.real then -- a quotient has no last digit to be printed
    fields.display.decimals = fields.display.decimals or 2
  end
  fields.operands = operands_of(place, cell, fields.where)
  local level <const> = claim.new(fields, M.related)
  place.level = kept or level
  return level
end

return M
