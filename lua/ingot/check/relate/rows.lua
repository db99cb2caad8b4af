-- Rows: inequalities low ≤ Σ coefficient × quantity ≤ high, as claims and identities give them.

local number <const> = require "ingot.number"

local M = {}

---@class ingot.check.Row
---@field sum table<string, string|integer>   key → coefficient, exact
---@field low? ingot.LinearEnd
---@field high? ingot.LinearEnd
---@field claims ingot.check.Claim[]  that say so; none for what holds of itself. The row counts while all do
---@field rule string                 the kind of finding that a conflict with it is
---@field text string                 in plain arithmetic
---@field times? integer              the ends are those of the claim so often
---@field ratio? ingot.check.Ratio     what the row bounds
---@field equation? ingot.check.Equation

---@class ingot.check.Ratio   n × value / base, less `plus` percent
---@field [1] string  key of the value
---@field [2] string  key of the base
---@field less? string  key of what is taken from the value before
---@field plus integer
---@field n integer
---@field per integer  100 of what is printed in percent, 1 of a unit value

---@class ingot.check.Equation   Σ sign × key of the left = right; `most`: at most the right
---@field left { [1]: string, [2]: integer }[]
---@field right string
---@field most? boolean

--- An end of a row, exactly.
---@param value ingot.Number|integer
---@param open? boolean
---@return ingot.LinearEnd
function M.at(value, open)
  return { at = number.text(number.from(value)), open = open or nil }
end

local ZERO <const> = { at = "0" }
local OVER_ZERO <const> = { at = "0", open = true }

M.zero, M.over_zero = ZERO, OVER_ZERO

-- A sum of two keys, which may be one.
local function pair(key, coefficient, other, times)
  if key == other then
    return { [key] = number.text(number.add(number.from(coefficient), number.from(times))) }
  end
  return { [key] = number.text(number.from(coefficient)), [other] = number.text(number.from(times)) }
end

--- low ≤ Σ ≤ high.
---@param sum table<string, string|integer>
---@param interval ingot.check.Interval
---@param times? integer  the ends count so often
---@return ingot.check.Row[]
function M.between(sum, interval, times)
  local function end_of(value, open)
    return value and M.at(number.times(value, times or 1), open) or nil
  end
  return { { sum = sum, low = end_of(interval.low, interval.low_open),
    high = end_of(interval.high, interval.high_open), times = times } }
end

--- low × base ≤ n × value ≤ high × base, where the base is above zero: the ratio of two quantities.
---@param value string  key
---@param base string   key
---@param interval ingot.check.Interval  of the ratio
---@param n? integer
---@return ingot.check.Row[]
function M.ratio(value, base, interval, n)
  local rows <const> = {}
  if interval.low then
    rows[1] = { sum = pair(value, n or 1, base, number.negate(interval.low)),
      low = interval.low_open and OVER_ZERO or ZERO }
  end
  if interval.high then
    rows[#rows + 1] = { sum = pair(value, n or 1, base, number.negate(interval.high)),
      high = interval.high_open and OVER_ZERO or ZERO }
  end
  rows[#rows + 1] = { sum = { [base] = 1 }, low = OVER_ZERO }
  rows[1].ratio = { value, base, plus = 0, n = n or 1, per = 100 }
  return rows
end

--- The same interval, of percent as a part of one, with something added before: 100 for growth.
---@param interval ingot.check.Interval
---@param plus integer
---@return ingot.check.Interval
function M.percent(interval, plus)
  local function of(value)
    return value and number.shift(number.add(value, number.exact(plus)), -2)
  end
  return { low = of(interval.low), low_open = interval.low_open, high = of(interval.high),
    high_open = interval.high_open }
end

--- An identity: Σ sign × left = right.
---@param left { [1]: string, [2]: integer }[]
---@param right string
---@param rule string
---@param text string
---@return ingot.check.Row
function M.equal(left, right, rule, text)
  local sum <const> = { [right] = -1 }
  for _, term in ipairs(left) do
    sum[term[1]] = (sum[term[1]] or 0) + term[2]
  end
  return { sum = sum, low = ZERO, high = ZERO, claims = {}, rule = rule, text = text,
    equation = { left = left, right = right } }
end

--- Σ sign × left ≤ right.
---@param left { [1]: string, [2]: integer }[]
---@param right string
---@param rule string
---@param text string
---@param claims? ingot.check.Claim[]
---@return ingot.check.Row
function M.at_most(left, right, rule, text, claims)
  local row <const> = M.equal(left, right, rule, text)
  row.low, row.claims = nil, claims or {}
  row.equation.most = true
  return row
end

return M
