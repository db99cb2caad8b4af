-- A level: how much there is of a quantity. A unit value ("USD/t" of what is counted in both) is the
-- ratio of two quantities as well.

local facts <const> = require "ingot.check.relate.facts"
local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"

local M = {}

local rules <const> = { ytd = "ytd_chain", net = "net" }

local function unit_value(claim, interval, space)
  local above <const>, below <const> = claim.unit:match "^([^/]+)/([^/]+)$"
  if not above or not facts.of(claim.subject).flow
    or not space:find(claim.subject, claim.period, above)
    or not space:find(claim.subject, claim.period, below) then
    return {}
  end
  return rows.ratio(space:at(claim.subject, claim.period, above),
    space:at(claim.subject, claim.period, below), interval)
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(claim, interval, space)
  local key <const> = space:at(claim.subject, claim.period, space:unit(claim))
  local adds_up <const> = facts.of(claim.subject).flow and facts.adds_up(claim.unit)
  local found <const> = rows.between({ [key] = 1 }, interval, adds_up and claim.mean or nil)
  for _, row in ipairs(unit_value(claim, interval, space)) do
    found[#found + 1] = row
  end
  local text <const> = label.quantity(space.quantities[key])
  for _, row in ipairs(found) do
    row.rule, row.text = rules[claim.kind] or "stale_copy", text
  end
  return found
end

return M
