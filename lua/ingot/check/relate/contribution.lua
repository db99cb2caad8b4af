-- A contribution in points: low × base of the whole ≤ member − base of the member ≤ high × it. Parts are
-- often printed so that they add up, which moves one by a step: its interval is half a step wider on
-- either side.

local growth <const> = require "ingot.check.relate.growth"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

--- The quantities of a contribution: the member's and the whole's, of now and of the base.
---@param claim ingot.check.Claim
---@param space ingot.check.Space
---@return table? keys  now, base, whole_now, whole_base
---@return ingot.Period? base
function M.keys(claim, space)
  local _, period <const> = growth.base(claim)
  local unit <const> = space:unit { kind = "level", unit = "t", subject = claim.contributes }
  if not period or period == claim.period then
    return nil
  end
  return { now = space:at(claim.subject, claim.period, unit),
    base = space:at(claim.subject, period, unit),
    whole_now = space:at(claim.contributes, claim.period, unit),
    whole_base = space:at(claim.contributes, period, unit) }, period
end

local function end_of(keys, value, step)
  local factor <const> = number.shift(number.add(value, step), -2)
  local sum <const> = { [keys.now] = "1", [keys.base] = "-1" } -- the whole's base may be its own
  local before <const> = number.from(sum[keys.whole_base] or 0)
  sum[keys.whole_base] = number.text(number.sub(before, factor))
  return sum
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]?
function M.rows(claim, interval, space)
  local keys <const>, period = M.keys(claim, space)
  if not keys then
    return nil
  end
  local half <const> = number.shift(number.times(claim.step, 5), -1)
  local found <const> = {}
  if interval.low then
    found[1] = { sum = end_of(keys, interval.low, number.negate(half)), low = rows.zero }
  end
  if interval.high then
    found[#found + 1] = { sum = end_of(keys, interval.high, half), high = rows.zero }
  end
  found[#found + 1] = { sum = { [keys.whole_base] = 1 }, low = rows.over_zero }
  local text <const> = ("contribution of %s to %s, against %s"):format(
    label.member(claim.subject) or label.subject(claim.subject), label.quantity(
      { subject = claim.contributes, period = claim.period }), label.period(period))
  found[1].ratio = { keys.now, keys.whole_base, less = keys.base, plus = 0, n = 1, per = 100 }
  for _, row in ipairs(found) do
    row.rule, row.text = "growth", text
  end
  return found
end

return M
