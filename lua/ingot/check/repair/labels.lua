-- What else a figure may be of: periods a month off, or said elsewhere in the article; other wholes.

local check_claim <const> = require "ingot.check.claim"
local period <const> = require "ingot.period"

local M = {}

local function shifted(from, to, by)
  local first <const> = period.from_month(from + (from == to and by or 0))
  return from == to and first or first:through(period.from_month(to + by))
end

-- Periods of claims, by their text, of as many months.
local function said(claims, count)
  local list <const>, seen <const> = {}, {}
  for _, claim in ipairs(claims) do
    local when <const> = claim.period
    if when and when.to - when.from + 1 == count and not seen[tostring(when)] then
      seen[tostring(when)] = true
      list[#list + 1] = when
    end
  end
  return list
end

--- Periods that one may have meant: a month later or earlier (of a range its end), and those of as many
--- months that other figures have.
---@param when ingot.Period
---@param claims ingot.check.Claim[]
---@return ingot.Period[]
function M.periods(when, claims)
  local count <const> = when.to - when.from + 1
  local list <const> = said(claims, count)
  if when.kind == "month" or when.kind == "range" then
    for _, by in ipairs { -1, 1 } do
      if count > 1 or when.kind == "month" then
        list[#list + 1] = shifted(when.from, when.to, by)
      end
    end
  end
  local others <const>, seen <const> = {}, { [tostring(when)] = true }
  for _, other in ipairs(list) do
    if not seen[tostring(other)] then
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
