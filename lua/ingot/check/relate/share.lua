-- A share: low × whole ≤ part ≤ high × whole. A part of one month is of no other month's total: where
-- the text says so the label is the slip (`labels`), and the share is held against that of its own.

local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local function period_of_whole(claim)
  local own <const>, said <const> = claim.period, claim.whole.period
  local is_within <const> = said and said.from <= own.from and own.to <= said.to
  return is_within and said or own
end

--- The quantities of a share: keys of part and whole. Nil where the whole is not known.
---@param claim ingot.check.Claim
---@param space ingot.check.Space
---@return string? part
---@return string? whole
function M.keys(claim, space)
  local whole <const>, unit <const> = claim.whole, space:unit(claim)
  if not whole or not whole.subject or not unit then
    return nil
  end
  return space:at(claim.subject, claim.period, unit),
    space:at(whole.subject, period_of_whole(claim), unit)
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]?
function M.rows(claim, interval, space)
  local part <const>, whole <const> = M.keys(claim, space)
  if not part or part == whole then
    return nil
  end
  local found <const> = rows.ratio(part, whole, rows.percent(interval, 0))
  local of <const> = space.quantities[whole]
  local text <const> = ("%s, of %s"):format(label.quantity(space.quantities[part]),
    of.period == claim.period and label.subject(of.subject) or label.quantity(of))
  for _, row in ipairs(found) do
    row.rule, row.text = "share_of", text
  end
  return found
end

return M
