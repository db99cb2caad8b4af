--- The arithmetic of decompositions, on lists: numbers in, exact fractions out. Nothing here knows
--- of cubes or claims. Lists of one call are as long as each other; a cell that was not traded
--- holds 0, and what is not known is not for these functions.

local rational <const> = require "ingot.rational"
local stat <const> = require "ingot.stat"

local M = {}

---@alias ingot.Exact ingot.Rational|ingot.Number|number|string

local function exact(list)
  local result <const> = {}
  for i, x in ipairs(list) do
    result[i] = rational.from(x)
  end
  return result
end

local HUNDRED <const> = rational.from(100)

--- Contributions to the growth of a total, in percentage points: 100 (x_i1 − x_i0) / X_0. They add
--- up to the growth of the total in per cent.
---@param x0 ingot.Exact[]  parts in the base period
---@param x1 ingot.Exact[]  the same now
---@return ingot.Rational[]? points  nil when the base total is zero
---@return ingot.Rational? total
function M.contributions(x0, x1)
  x0, x1 = exact(x0), exact(x1)
  local base <const> = rational.sum(x0)
  if base:signum() == 0 then
    return nil
  end
  local points <const> = {}
  for i in ipairs(x0) do
    points[i] = HUNDRED * (x1[i] - x0[i]) / base
  end
  return points, HUNDRED * (rational.sum(x1) - base) / base
end

---@class ingot.Shift  of one part; the three add up to its change
---@field overall ingot.Rational    x_0 G: had it grown as the whole
---@field structure ingot.Rational  x_0 (g_i − G): as its kind differs from the whole
---@field own ingot.Rational        x_0 (r_i − g_i): as it differs from its kind

--- Shift-share (Dunn 1960): x_0 G + x_0 (g_i − G) + x_0 (r_i − g_i) = x_1 − x_0, where G is the
--- growth of the whole, g_i that of kind i in the whole, r_i that of kind i in the part. A kind new
--- in the part is its own; a kind the whole did not have before has no structure.
---@param x0 ingot.Exact[]  the part by kind, base period
---@param x1 ingot.Exact[]
---@param w0 ingot.Exact[]  the whole by kind, base period
---@param w1 ingot.Exact[]
---@return ingot.Shift[]?  nil when the whole was zero
function M.shift_share(x0, x1, w0, w1)
  x0, x1, w0, w1 = exact(x0), exact(x1), exact(w0), exact(w1)
  local base <const> = rational.sum(w0)
  if base:signum() == 0 then
    return nil
  end
  local growth <const> = (rational.sum(w1) - base) / base
  local shifts <const> = {}
  for i, x in ipairs(x0) do
    local overall <const> = x * growth
    local of_kind <const> = w0[i]:signum() == 0 and overall or x * (w1[i] - w0[i]) / w0[i]
    shifts[i] = {
      overall = overall, structure = of_kind - overall, own = x1[i] - x - of_kind,
    }
  end
  return shifts
end

---@class ingot.PriceCell
---@field kind "kept"|"new"|"ended"|"unmeasured"
---@field price ingot.Rational      (p1 − p0) q1
---@field volume ingot.Rational     its share of (Q1 − Q0) V0/Q0, by base value
---@field mix ingot.Rational        p0 (q1 − q0 Q1/Q0)
---@field new ingot.Rational        the value of a cell with no quantity before
---@field ended ingot.Rational      less the value of a cell with no quantity now
---@field unmeasured ingot.Rational change of a cell with value but a quantity in neither period

local function kind_of(q0, q1)
  if q0:signum() ~= 0 then
    return q1:signum() ~= 0 and "kept" or "ended"
  end
  return q1:signum() ~= 0 and "new" or "unmeasured"
end

--- Price, volume and mix of a change of value: Σ (p1 − p0) q1 + (Q1 − Q0) V0/Q0
--- + Σ p0 (q1 − q0 Q1/Q0) over the cells traded in both periods, with p = v/q the unit value of a
--- cell; the change of cells without a quantity in a period stands apart and is no price effect.
--- A cell adds up to v1 − v0. Volume is spread over cells by base value, so that mix is how much a
--- cell grew beyond all.
---@param v0 ingot.Exact[]  value by cell, base period
---@param v1 ingot.Exact[]
---@param q0 ingot.Exact[]  quantity by cell, base period
---@param q1 ingot.Exact[]
---@return ingot.PriceCell[]
function M.price_volume_mix(v0, v1, q0, q1)
  v0, v1, q0, q1 = exact(v0), exact(v1), exact(q0), exact(q1)
  local before, after = rational.zero, rational.zero
  for i in ipairs(v0) do
    if kind_of(q0[i], q1[i]) == "kept" then
      before, after = before + q0[i], after + q1[i]
    end
  end
  local zero <const>, cells <const> = rational.zero, {}
  for i in ipairs(v0) do
    local cell <const> = {
      kind = kind_of(q0[i], q1[i]), price = zero, volume = zero, mix = zero, new = zero,
      ended = zero, unmeasured = zero,
    }
    if cell.kind == "kept" then
      local repriced <const> = v0[i] * q1[i] / q0[i]
      local scaled <const> = v0[i] * after / before
      cell.price, cell.volume, cell.mix = v1[i] - repriced, scaled - v0[i], repriced - scaled
    else
      cell[cell.kind] = v1[i] - v0[i]
    end
    cells[i] = cell
  end
  return cells
end

-- Σ p q over cells, p = v/q of one period and q of another.
local function revalued(values, quantities, others)
  local terms <const> = {}
  for i, v in ipairs(values) do
    terms[i] = v * others[i] / quantities[i]
  end
  return stat.sum(terms)
end

---@alias ingot.PriceIndexKind "laspeyres"|"paasche"|"fisher"

local kinds <const> = {
  laspeyres = function(v0, v1, q0, q1) return revalued(v1, q1, q0) / stat.sum(v0) end,
  paasche = function(v0, v1, q0, q1) return stat.sum(v1) / revalued(v0, q0, q1) end,
}

function kinds.fisher(...)
  return math.sqrt(kinds.laspeyres(...) * kinds.paasche(...))
end

--- The names of `M.price_index`.
M.price_indices = kinds

--- A price index of unit values, 1 = the base period: Laspeyres Σp1q0/Σp0q0, Paasche Σp1q1/Σp0q1,
--- Fisher their geometric mean. Over cells with value and quantity in both periods; all others have
--- no relative price and are left out.
---@param kind ingot.PriceIndexKind
---@param v0 number[]
---@param v1 number[]
---@param q0 number[]
---@param q1 number[]
---@return number? index  nil when no cell was traded in both periods
---@return integer used   how many were
function M.price_index(kind, v0, v1, q0, q1)
  local a0 <const>, a1 <const>, b0 <const>, b1 <const> = {}, {}, {}, {}
  for i in ipairs(v0) do
    if v0[i] > 0 and v1[i] > 0 and q0[i] > 0 and q1[i] > 0 then
      local n <const> = #a0 + 1
      a0[n], a1[n], b0[n], b1[n] = v0[i], v1[i], q0[i], q1[i]
    end
  end
  if #a0 == 0 then
    return nil, 0
  end
  return kinds[kind](a0, a1, b0, b1), #a0
end

return M
