-- A level: how much there is of a quantity. A unit value ("USD/t" of what is counted in both) is the
-- ratio of two quantities as well.

local facts <const> = require "ingot.check.relate.facts"
local label <const> = require "ingot.check.relate.label"
local rows <const> = require "ingot.check.relate.rows"
local subjects <const> = require "ingot.check.subject"

local M = {}

local rules <const> = { ytd = "ytd_chain", net = "net" }

local flows <const> = { "export", "import" }

-- What a price may be the unit value of: an average price, of one of the two flows.
local function traded(claim)
  if facts.of(claim.subject).flow then
    return { claim.subject }
  end
  local found <const> = {}
  for i, what in ipairs(claim.unit_value and flows or {}) do
    found[i] = subjects.with(claim.subject, "what", what)
  end
  return found
end

local function unit_value(claim, interval, space)
  local above <const>, below <const> = claim.unit:match "^([^/]+)/([^/]+)$"
  local found <const> = {}
  for _, subject in ipairs(above and traded(claim) or {}) do
    local value <const> = space:find(subject, claim.period, above)
    local amount <const> = space:find(subject, claim.period, below)
    found[#found + 1] = value and amount and { value = value, amount = amount } or nil
  end
  if #found ~= 1 then
    return {} -- of exports and imports at once, neither is meant for sure
  end
  local of <const> = found[1]
  local ratio <const> = rows.ratio(of.value.key, of.amount.key, interval)
  local text <const> = ("%s in %s, by that in %s"):format(label.quantity(of.amount), above, below)
  for _, row in ipairs(ratio) do
    row.rule, row.text = "unit_value", text
  end
  ratio[1].ratio.per = 1
  return ratio
end

---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@param space ingot.check.Space
---@return ingot.check.Row[]
function M.rows(claim, interval, space)
  local key <const> = space:at(claim.subject, claim.period, space:unit(claim))
  local adds_up <const> = facts.of(claim.subject).flow and facts.adds_up(claim.unit)
  local found <const> = unit_value(claim, interval, space)
  local text <const> = label.quantity(space.quantities[key])
  for _, row in ipairs(rows.between({ [key] = 1 }, interval, adds_up and claim.mean or nil)) do
    row.rule, row.text = rules[claim.kind] or "stale_copy", text
    found[#found + 1] = row
  end
  return found
end

return M
