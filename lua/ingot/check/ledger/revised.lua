--- Figures of the same series and period that an earlier article gives otherwise: a revision, or a slip
--- in one of the two.

local book_ <const> = require "ingot.check.ledger.book"
local say <const> = require "ingot.check.say"
local span <const> = require "ingot.check.ledger.span"
local told <const> = require "ingot.check.ledger.told"

local M = {}

local told_apart <const> = { rank = true, streak = true, bound = true }

local function earlier(context, claim)
  if book_.levels[claim.kind] and not (context.own:is_sure(claim.subject, claim.period)
    and context.past:is_sure(claim.subject, claim.period)) then
    return nil
  end
  for i = #context.past:at(book_.series(claim), claim.period), 1, -1 do
    local other <const> = context.past:at(book_.series(claim), claim.period)[i]
    if not other.bound and book_.base(other) == book_.base(claim) and other.unit == claim.unit then
      return other
    end
  end
end

--- Figures that the ledger has otherwise.
---@param context ingot.check.ledger.Context
---@return ingot.check.Finding[]
function M.find(context)
  local findings <const> = {}
  for _, claim in ipairs(context.own.claims) do
    local other <const> = claim.period and not told_apart[claim.kind] and not claim.bound
      and not context.explained[claim] and book_.series(claim) and earlier(context, claim)
    if other and span.apart(span.of(other), span.of(claim)) then
      findings[#findings + 1] = {
        kind = "ledger", weight = "word", claims = { claim },
        proof = ("%s: %s, but %s; revised since, or one of them is wrong"):format(say.claim(claim),
          claim.quote, told.figure(other)),
      }
    end
  end
  return findings
end

return M
