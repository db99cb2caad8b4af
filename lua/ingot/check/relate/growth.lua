-- A rate of growth against the period before, the year before, or another base:
-- (1 + low) × base ≤ value ≤ (1 + high) × base. What may be negative has a rate only where it is
-- printed as positive: then so was its base, as long as the rate is below 100%.

local claim_ <const> = require "ingot.check.claim"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local HUNDRED <const> = number.exact(100)

--- The base of a rate or change: subject and period. Nil where it is not said.
---@param claim ingot.check.Claim
---@return ingot.check.Subject? subject
---@return ingot.Period? period
function M.base(claim)
  local base <const> = claim.base or {}
  local period <const> = base.period or claim_.implied_base(claim)
    or base.subject and claim.period
  if not period then
    return nil
  end
  return base.subject or claim.subject, period
end

local function is_positive(space, key)
  for _, one in ipairs(space:levels_of(key)) do
    if number.sign(one.value) > 0 then
      return true
    end
  end
  return false
end

-- Whether a rate of what may be negative means what it means of amounts.
local function is_plain(claim, space, key)
  return number.compare(number.abs(claim.value), HUNDRED) < 0 and is_positive(space, key)
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]?
function M.rows(claim, interval, space)
  local subject <const>, period <const> = M.base(claim)
  local unit <const> = space:unit(claim)
  if not subject or not unit or unit == "%" then -- a rate of a rate may be meant in points
    return nil
  end
  local key <const> = space:at(claim.subject, claim.period, unit)
  local base <const> = space:at(subject, period, unit)
  local free <const> = space.quantities[key].facts.free
  if key == base or free and not is_plain(claim, space, key) and not is_positive(space, base) then
    return nil
  end
  local found <const> = rows.ratio(key, base, rows.percent(interval, 100),
    claim.base and claim.base.mean)
  local text <const> = ("%s, against %s"):format(label.quantity(space.quantities[key]),
    label.period(period))
  found[1].ratio.plus = 100
  for _, row in ipairs(found) do
    row.rule, row.text = "growth", text
  end
  return found
end

return M
