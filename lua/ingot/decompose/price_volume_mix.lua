--- `cube:by("hs"):price_volume_mix("2025-04", { value = "value", quantity = "exports" })`: how much
--- of a change of value is price, how much volume, and how much a shift between cells.

local core <const> = require "ingot.decompose.core"
local effects <const> = require "ingot.decompose.effects"
local frame <const> = require "ingot.decompose.frame"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local price_cells <const> = require "ingot.decompose.price_cells"
local result <const> = require "ingot.decompose.result"

local M = {}

local columns <const> = { "price", "volume", "mix", "new", "ended", "unmeasured" }

-- Over the operands of a row; kept quantities are those of cells traded in both periods.
local function formulas(value)
  return {
    price = ("%s - base * quantity / quantity_base"):format(value),
    volume = "base * (kept_quantity - kept_quantity_base) / kept_quantity_base",
    mix = "base * quantity / quantity_base - base * kept_quantity / kept_quantity_base",
    new = ("%s - base, no quantity in the base period"):format(value),
    ended = ("%s - base, no quantity in the period"):format(value),
    unmeasured = ("%s - base, no quantity in either period"):format(value),
    change = ("%s - base"):format(value),
  }
end

local function operands(value, quantity, kept)
  local list <const> = {
    place.operand(value.now), place.operand(value.base, "base"),
    place.operand(quantity.now, "quantity"), place.operand(quantity.base, "quantity_base"),
  }
  if kept then
    list[5] = place.operand(kept.now, "kept_quantity")
    list[6] = place.operand(kept.base, "kept_quantity_base")
  end
  return list
end

-- The quantity of the cells traded in both periods, now and before; nil when there are none.
local function kept_quantity(breakdown, cells, split, now)
  local codes <const> = {}
  for i, subject in ipairs(cells.subjects) do
    codes[#codes + 1] = split[i] and split[i].kind == "kept" and subject.code or nil
  end
  if #codes > 0 then
    local kept <const> = breakdown.cube:slice { [breakdown.dimension] = codes }
    return frame.span(kept, cells.quantity_metric, now, cells.base)
  end
end

--- Price, volume and mix of the change of a value, by the members of a dimension as cells: `price`
--- Σ(p1 − p0) q1, `volume` (Q1 − Q0) V0/Q0, `mix` Σ p0 (q1 − q0 Q1/Q0); cells without a quantity in
--- the base period are `new`, in the period itself `ended`, in both `unmeasured`; `change` is the
--- sum of all. Price is that of unit values: the finer the cells, the less of it is composition.
---
---     local effects = cable:by("hs"):price_volume_mix(period, { value = "value", quantity = "exports" })
---     print(effects.total.price, effects.total.volume)
---
---@param breakdown ingot.Breakdown
---@param within ingot.Period|string
---@param given ingot.PriceOptions
---@return ingot.Decomposition? rows of the effects, each with its `kind` (ingot.PriceCell)
---@return string? message  a mistake of the caller
function M.of(breakdown, within, given)
  local problem <const> = frame.problem(given, price_cells.options)
  if problem then
    return nil, problem
  end
  local now <const> = period.of(within, 3)
  local cells <const>, message <const> = price_cells.find(breakdown, now, given or {})
  if not cells then
    return nil, message
  end
  local split <const> = not cells.reason and core.price_volume_mix(
    frame.values(cells.value, "base"), frame.values(cells.value, "now"),
    frame.values(cells.quantity, "base"), frame.values(cells.quantity, "now")) or {}
  local kept <const> = kept_quantity(breakdown, cells, split, now)
  local parts <const> = {}
  for i, subject in ipairs(cells.subjects) do
    parts[i] = {
      name = subject.en, subject = subject, span = cells.value[i], effects = split[i],
      operands = operands(cells.value[i], cells.quantity[i], kept),
    }
  end
  local plan <const> = {
    columns = columns, formulas = formulas(given.value), reason = cells.reason,
    base_period = cells.base, decimals = not cells.reason and frame.decimals(cells.value) or 0,
  }
  local rows <const>, total <const> = effects.rows(plan, parts, {
    name = "Total", sums = breakdown.dimension, span = cells.whole.value,
    operands = operands(cells.whole.value, cells.whole.quantity, kept),
  })
  for i, row in ipairs(rows) do
    row.kind = split[i] and split[i].kind
  end
  return result.new {
    rows = rows, total = total, columns = effects.columns(plan), dimension = breakdown.dimension,
    period = now, base_period = cells.base, note = price_cells.NOTE,
  }
end

return M
