--- A value as an article would have printed it: in the unit, to the digit, and in the writing of a
--- figure that stands there.

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"

local M = {}

-- k of a step of 10^k; nil for others.
local function power_of(step)
  local digits <const> = number.text(step)
  if digits:find "^10*$" then
    return #digits - 1
  end
  local zeros <const> = digits:match "^0%.(0*)1$"
  return zeros and -#zeros - 1 or nil
end

--- @param claim ingot.check.Claim
--- @param value ingot.Number   in the claim's unit
--- @param step ingot.Number    to which it is rounded
--- @return string?  "834,300"; nil where its unit is no power of ten
function M.like(claim, value, step)
  local written <const>, kept <const> = power_of(claim.step), power_of(step)
  if not written or not kept then
    return nil
  end
  local decimals <const> = claim_.decimals(claim)
  local shown <const> = number.shift(claim_.is_signed(claim) and value or number.abs(value), -(written + decimals))
  local cut <const> = number.round(shown, decimals - (kept - written))
  return number.format(cut, {
    decimals = decimals, thousands = claim.digits:find(",", 1, true) ~= nil
      or not claim.digits:find "%d%d%d%d",
  })
end

return M
