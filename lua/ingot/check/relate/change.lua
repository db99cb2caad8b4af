-- A change as a difference: in amounts, in points, and in percentage points of a rate; of a share, whose
-- share of the base period then lies between that of now less the change, ends against ends.

local contribution <const> = require "ingot.check.relate.contribution"
local growth <const> = require "ingot.check.relate.growth"
local label <const> = require "ingot.check.relate.label"
local number <const> = require "ingot.number"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local function difference(claim, interval, space, subject, period, unit)
  local key <const> = space:at(claim.subject, claim.period, unit)
  local base <const> = space:at(subject, period, unit)
  if key == base then
    return nil
  end
  local n <const> = claim.base and claim.base.mean
  return rows.between({ [key] = n or 1, [base] = -1 }, interval, n)
end

-- The claim of the share that has changed.
local function share_of(claim, space, subject)
  for _, one in ipairs(space.claims) do
    local is_it = one.kind == "share" and one.whole and one.subject and one.period == claim.period
      and not one.bound and (not claim.whole or claim.whole.subject == one.whole.subject)
    for field, value in pairs(is_it and subject or {}) do
      is_it = is_it and (field == "members" or one.subject[field] == value)
    end
    if is_it and (not claim.of or claim.of.id == one.id) then
      return one
    end
  end
  return nil
end

local function less(a, b)
  return a and b and number.sub(a, b)
end

-- The share of the base period: that of now less the change.
local function share_before(claim, interval, space, subject, period)
  local now <const> = share_of(claim, space, subject)
  local unit <const> = now and space:unit(now)
  if not now or not unit then
    return nil
  end
  local of_now <const> = space.interval(now)
  local before <const> = {
    low = less(of_now.low, interval.high), low_open = of_now.low_open or interval.high_open,
    high = less(of_now.high, interval.low), high_open = of_now.high_open or interval.low_open,
  }
  local found <const> = rows.ratio(space:at(subject, period, unit),
    space:at(now.whole.subject, period, unit), rows.percent(before, 0))
  found[1].ratio = nil
  for _, row in ipairs(found) do
    row.claims = { claim, now }
  end
  return found
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]?
function M.rows(claim, interval, space)
  if claim.contributes then
    return contribution.rows(claim, interval, space)
  elseif claim.unit == "%" then
    return growth.rows(claim, interval, space)
  end
  local subject <const>, period <const> = growth.base(claim)
  local unit <const> = space:unit(claim)
  if not subject or not unit or claim.unit == "bp" then
    return nil
  end
  local of_points <const> = unit == "%" or unit == "points"
  local found
  if claim.unit == "pp" and not of_points then
    found = share_before(claim, interval, space, subject, period)
  elseif claim.unit == "pp" or claim.unit == "points" then
    found = of_points and difference(claim, interval, space, subject, period, unit)
  else
    found = difference(claim, interval, space, subject, period, unit)
  end
  local text <const> = ("change of %s, against %s"):format(label.subject(claim.subject),
    label.period(period))
  for _, row in ipairs(found or {}) do
    row.rule, row.text = "growth", text
  end
  return found or nil
end

return M
