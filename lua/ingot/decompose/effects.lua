--- Effects that add up to a change, row by row and in the total: how shift-share and
--- price/volume/mix become claims.
---
--- The residual rule: the effects of a row are exact fractions; they are cut to the last unit of
--- the data so that they add up to the row's change (`rational.apportion`), and the total of an
--- effect is the sum of its rows as cut. So rows and columns both add up, and an effect of a row is
--- off by less than one last unit.

local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local result <const> = require "ingot.decompose.result"

local M = {}

---@class ingot.EffectPlan
---@field columns string[]              names of the effects, in order
---@field formulas table<string, string>
---@field decimals integer              of the last unit
---@field reason? string                why all of it is unknown
---@field base_period ingot.Period

---@class ingot.EffectPart
---@field name string
---@field subject? ingot.Subject
---@field span ingot.Span               level now and base
---@field operands ingot.Operand[]
---@field sums? string               of the total: the dimension whose members it is the sum of
---@field effects? table<string, ingot.Rational>  nil when unknown

local function claim_of(plan, part, kind, value)
  local now <const> = part.span.now
  return result.claim(now, {
    kind = kind, subject = part.subject, base_period = plan.base_period, base = part.span.base,
    unit = now.unit, display = now.display, formula = part.sums and kind ~= "change"
      and ("%s by %s among %s"):format(kind, now.metric, part.sums) or plan.formulas[kind],
    operands = part.operands, value = value, reason = plan.reason,
  })
end

local function row_of(plan, part, values)
  local row <const> = { name = part.name, subject = part.subject }
  for _, kind in ipairs(plan.columns) do
    row[kind] = claim_of(plan, part, kind, values and values[kind])
  end
  row.change = claim_of(plan, part, "change", values and values.change)
  return row
end

-- The effects of a part, cut, with their sum as `change`.
local function cut(plan, part)
  local list <const> = {}
  for i, kind in ipairs(plan.columns) do
    list[i] = part.effects[kind]
  end
  local values, change <const> = rational.apportion(list, rational.sum(list), plan.decimals)
  local named <const> = { change = change }
  for i, kind in ipairs(plan.columns) do
    named[kind] = values[i]
  end
  return named
end

--- Rows and the total of a plan.
---@param plan ingot.EffectPlan
---@param parts ingot.EffectPart[]
---@param whole ingot.EffectPart
---@return ingot.DecompositionRow[] rows
---@return ingot.DecompositionRow total
function M.rows(plan, parts, whole)
  local sums <const>, rows <const> = { change = number.exact(0, 0) }, {}
  for _, kind in ipairs(plan.columns) do
    sums[kind] = number.exact(0, 0)
  end
  for i, part in ipairs(parts) do
    local values <const> = not plan.reason and cut(plan, part) or nil
    for kind in pairs(values and sums or {}) do
      sums[kind] = number.add(sums[kind], values[kind])
    end
    rows[i] = row_of(plan, part, values)
  end
  return rows, row_of(plan, whole, not plan.reason and sums or nil)
end

--- The names of the columns of a plan's table.
---@param plan ingot.EffectPlan
---@return string[]
function M.columns(plan)
  local columns <const> = { table.unpack(plan.columns) }
  columns[#columns + 1] = "change"
  return columns
end

return M
