--- Between which ends a printed figure lies whatever was done to its last digit: rounded, cut, or
--- rounded up. Ends count as outside, so that what only touches is no contradiction.

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local say <const> = require "ingot.check.say"

local M = {}

---@class ingot.check.ledger.Span
---@field low ingot.Rational
---@field high ingot.Rational

local HUNDRED <const>, ONE <const> = rational.from(100), rational.from(1)

--- The span of a claim; nil for a mere bound.
---@param claim ingot.check.Claim
---@return ingot.check.ledger.Span?
function M.of(claim)
  if claim.bound then
    return nil
  end
  local value <const> = rational.from(claim.value)
  local step = rational.from(claim_.own_step(claim))
  step = claim.approx and step + step or step
  return { low = value - step, high = value + step }
end

--- All sums of two.
---@param a ingot.check.ledger.Span
---@param b ingot.check.ledger.Span
---@return ingot.check.ledger.Span
function M.sum(a, b)
  return { low = a.low + b.low, high = a.high + b.high }
end

--- All differences.
---@param a ingot.check.ledger.Span
---@param b ingot.check.ledger.Span
---@return ingot.check.ledger.Span
function M.difference(a, b)
  return { low = a.low - b.high, high = a.high - b.low }
end

--- All growth rates in percent; nil where the base may not be above zero, or the level below.
---@param now ingot.check.ledger.Span
---@param base ingot.check.ledger.Span
---@return ingot.check.ledger.Span?
function M.growth(now, base)
  if base.low:signum() <= 0 or now.low:signum() < 0 then
    return nil
  end
  return { low = HUNDRED * (now.low / base.high - ONE), high = HUNDRED * (now.high / base.low - ONE) }
end

--- Whether no value is in both.
---@param a ingot.check.ledger.Span
---@param b ingot.check.ledger.Span
---@return boolean
function M.apart(a, b)
  return a.high <= b.low or b.high <= a.low
end

--- "+8.83% to +13.82%", "82,600 to 83,000 mt": rounded to the decimals that are asked for.
---@param span ingot.check.ledger.Span
---@param decimals integer
---@param unit string
---@param signed? boolean
---@return string
function M.text(span, decimals, unit, signed)
  local function end_of(value)
    local text <const> = number.format(value:round(decimals), { decimals = decimals })
    return (signed and value:signum() > 0 and "+" or "") .. text .. (unit == "%" and unit or "")
  end
  return ("%s to %s%s"):format(end_of(span.low), end_of(span.high), unit == "%" and "" or say.unit(unit))
end

return M
