--- Figures that stand to the digit in the article of another period, of the same series: most likely
--- they were not brought up to date. A suspicion, for chance does it too; so the more figures of its
--- kind an article has, the more digits it takes.

local book_ <const> = require "ingot.check.ledger.book"
local number <const> = require "ingot.number"
local say <const> = require "ingot.check.say"
local subjects <const> = require "ingot.check.subject"
local told <const> = require "ingot.check.ledger.told"

local M = {}

local YEAR <const> = 12

-- Digits that count, of totals and of members, among which chance has more to choose from.
local needed <const> = {
  level = { 3, 4 }, ytd = { 3, 4 }, net = { 3, 4 }, change = { 3, 4 }, mom = { 3, 4 }, yoy = { 3, 4 },
  ytd_yoy = { 4, 4 }, share = { 4, 4 },
}

-- Zeros at the end of a whole number do not count; of decimals they do: "643.0".
local function digits_of(claim)
  local plain = claim.digits:gsub("[^%d.]", ""):gsub("^[0.]*", "")
  if not plain:find "%." and not claim.digits:find "%." then
    plain = plain:gsub("0+$", "")
  end
  return #plain:gsub("%.", "")
end

local function is_telling(claim)
  local need <const> = needed[claim.kind]
  return need and not claim.bound and digits_of(claim) >= need[subjects.is_total(claim.subject) and 1 or 2]
end

-- Whether a figure of another article stands at the same distance from its base, within a year.
local function is_alike(claim, other)
  local when <const>, then_ <const> = claim.period, other.period
  if when == then_ or math.abs(when.to - then_.to) > YEAR then
    return false
  elseif claim.kind ~= other.kind or claim.digits ~= other.digits
    or number.compare(claim.value, other.value) ~= 0 then
    return false
  end
  local base <const>, other_base <const> = book_.base(claim), book_.base(other)
  if claim.kind == "ytd" or claim.kind == "ytd_yoy" then
    return when.from % YEAR == then_.from % YEAR
  end
  return when:count() == then_:count()
    and (base and when.to - base.to) == (other_base and then_.to - other_base.to)
end

-- The nearest of them.
local function copied(context, claim)
  local nearest
  for _, list in pairs(context.past.by_series[book_.series(claim)] or {}) do
    for _, other in ipairs(list) do
      local away <const> = math.abs(other.period.to - claim.period.to)
      local best <const> = nearest and math.abs(nearest.period.to - claim.period.to)
      if is_alike(claim, other) and (not best or away < best
        or away == best and other.period < nearest.period) then
        nearest = other
      end
    end
  end
  return nearest
end

--- Figures that look like copies.
---@param context ingot.check.ledger.Context
---@return ingot.check.Finding[]
function M.find(context)
  local findings <const> = {}
  for _, claim in ipairs(context.own.claims) do
    local other <const> = claim.period and not context.explained[claim] and book_.series(claim) and is_telling(claim)
      and copied(context, claim)
    if other then
      findings[#findings + 1] = {
        kind = "stale_copy", weight = "word", claims = { claim },
        proof = ("%s: %s is the figure for %s in %s to the digit"):format(say.claim(claim), claim.quote,
          other.period:text(), told.issue(other.issue)),
      }
    end
  end
  return findings
end

return M
