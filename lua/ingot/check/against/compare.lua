--- A printed figure against the value it should have.

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"

local M = {}

---@alias ingot.check.AgainstState "equal"|"truncation"|"rounded_up"|"wrong"|"not_covered"

local modes <const> = {
  { "round", "equal" }, { "truncate", "truncation" }, { "round_up", "rounded_up" },
}

local function within(value, interval)
  local low <const> = interval.low and number.compare(value, interval.low)
  local high <const> = interval.high and number.compare(value, interval.high)
  if low and (low < 0 or low == 0 and interval.low_open) then
    return false
  end
  return not (high and (high > 0 or high == 0 and interval.high_open))
end

local whole <const> = number.exact(1)

--- Whether a value can have been printed so. A figure that says of itself that it is about right may be
--- cut as it likes.
---@param claim ingot.check.Claim
---@param value ingot.Number       in the claim's unit
---@param step ingot.Number
---@return ingot.check.AgainstState
function M.state(claim, value, step)
  if claim.kind == "rank" or claim.kind == "streak" then
    return number.compare(value, number.times(whole, claim.n)) == 0 and "equal" or "wrong"
  end
  for _, mode in ipairs(modes) do
    if within(value, claim_.interval(claim, mode[1], step)) then
      return claim.approx and "equal" or mode[2]
    end
  end
  return "wrong"
end

return M
