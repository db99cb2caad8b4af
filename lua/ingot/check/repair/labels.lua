-- What else a figure may be of: periods and wholes that the article has beside its own.

local check_claim <const> = require "ingot.check.claim"
local period <const> = require "ingot.period"

local M = {}

--- A period that goes along where another, of which it is the base or whole, becomes a third.
---@param when ingot.Period
---@param from ingot.Period
---@param to ingot.Period
---@return ingot.Period
function M.along(when, from, to)
  local first <const> = period.from_month(when.from + to.from - from.from)
  local last <const> = when.to + to.to - from.to
  return first.to == last and first or first:through(period.from_month(last))
end

local function add_known(known, claim)
  known[#known + 1] = claim.period
  known[#known + 1] = claim.whole and claim.whole.period
  known[#known + 1] = claim.base and claim.base.period
  known[#known + 1] = claim.period and check_claim.implied_base(claim)
end

--- Periods that one may have meant: those of as many months that something is known of.
---@param when ingot.Period
---@param claims ingot.check.Claim[]
---@return ingot.Period[]
function M.periods(when, claims)
  local count <const>, known <const> = when.to - when.from, {}
  for _, claim in ipairs(claims) do
    add_known(known, claim)
  end
  local others <const>, seen <const> = {}, { [tostring(when)] = true }
  for _, other in ipairs(known) do
    local is_alike <const> = other.to - other.from == count
      or other.from == when.from and math.abs(other.to - when.to) == 1 -- a month too long or short
    if is_alike and not seen[tostring(other)] then
      seen[tostring(other)] = true
      others[#others + 1] = other
    end
  end
  return others
end

local function is_measured(claim)
  return claim.subject ~= nil and (claim.kind == "level" or claim.kind == "ytd" or claim.kind == "net")
end

--- Wholes that the article has beside the one of a share: what its levels are of.
---@param share ingot.check.Claim
---@param claims ingot.check.Claim[]
---@return ingot.check.Subject[]
function M.wholes(share, claims)
  local when <const> = share.whole.period or share.period or ""
  local list <const> = {}
  local seen <const> = { [check_claim.key(share.whole.subject, when, "")] = true }
  if share.subject then
    seen[check_claim.key(share.subject, when, "")] = true
  end
  local function add(subject)
    local key <const> = check_claim.key(subject, when, "")
    if not seen[key] then
      seen[key] = true
      list[#list + 1] = subject
    end
  end
  for _, claim in ipairs(claims) do
    if claim.whole then
      add(claim.whole.subject)
    end
    if is_measured(claim) then
      add(claim.subject)
    end
  end
  return list
end

return M
