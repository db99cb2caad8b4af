--- Rates and changes against the levels of earlier articles: this month's level, last month's from the
--- ledger, and the growth that is printed.

local book_ <const> = require "ingot.check.ledger.book"
local claim_ <const> = require "ingot.check.claim"
local say <const> = require "ingot.check.say"
local span <const> = require "ingot.check.ledger.span"
local told <const> = require "ingot.check.ledger.told"

local M = {}

local rates <const> = { mom = true, yoy = true, ytd_yoy = true, change = true }

-- Level and base of a subject, one of them of the ledger; nil where both stand in the article, or
-- either in neither.
local function pair_of(context, subject, now, base)
  for _, book in ipairs { context.own, context.past } do
    if not book:is_sure(subject, now) or not book:is_sure(subject, base) then
      return nil
    end
  end
  local own <const> = context.own:level(subject, now)
  local level <const> = own or context.past:level(subject, now)
  if not level then
    return nil
  end
  local own_base <const> = context.own:level(subject, base, level)
  local other <const> = own_base or context.past:level(subject, base, level)
  if not other or own and own_base then
    return nil
  end
  return level, other
end

-- What a rate or change must be.
local function expected(claim, level, base)
  local now <const>, before <const> = span.of(level), span.of(base)
  if claim.unit == "%" and level.unit ~= "%" then
    return span.growth(now, before)
  elseif claim.unit == level.unit or claim.unit == "pp" or claim.unit == "points" then
    return span.difference(now, before)
  end
end

-- Another subject of the article whose levels give the rate that is printed.
local function fitting(context, claim, base)
  local printed <const> = span.of(claim)
  for _, other in ipairs(context.own.claims) do
    if book_.levels[other.kind] and other.subject and other.period == claim.period
      and book_.subject(other.subject) ~= book_.subject(claim.subject) then
      local level <const>, before <const> = pair_of(context, other.subject, claim.period, base)
      local fits <const> = level and expected(claim, level, before)
      if fits and not span.apart(fits, printed) then
        return ("; it fits %s: %s against %s"):format(say.subject(other.subject), told.figure(level),
          told.figure(before))
      end
    end
  end
  return ""
end

local function own_only(...)
  local list <const> = {}
  for _, claim in ipairs { ... } do
    list[#list + 1] = not claim.issue and claim or nil
  end
  return list
end

--- Rates and changes that levels of the ledger refute.
---@param context ingot.check.ledger.Context
---@return ingot.check.Finding[]
function M.find(context)
  local findings <const> = {}
  for _, claim in ipairs(context.own.claims) do
    local base <const> = rates[claim.kind] and claim.period and book_.series(claim) and book_.base(claim)
    local level, before
    if base and not claim.bound and not (claim.readings and claim.readings[1]) then
      level, before = pair_of(context, claim.subject, claim.period, base)
    end
    local range <const> = level and expected(claim, level, before)
    if range and span.apart(range, span.of(claim)) then
      findings[#findings + 1] = {
        kind = "growth", weight = "figure", claims = own_only(claim, level, before),
        proof = ("%s: printed %s; %s against %s give %s%s"):format(say.claim(claim), say.printed(claim),
          told.figure(level), told.figure(before), span.text(range, claim_.decimals(claim) + 1, claim.unit, true),
          fitting(context, claim, base)),
      }
    end
  end
  return findings
end

return M
