--- Ranks, runs and "again" against the months before: a rank regained that was held, a run that is too
--- long or too short, "again" after a move the other way.

local book_ <const> = require "ingot.check.ledger.book"
local number <const> = require "ingot.number"
local say <const> = require "ingot.check.say"
local told <const> = require "ingot.check.ledger.told"

local M = {}

local NEAR <const> = 400  -- bytes of a sentence on either side of a figure
local BESIDE <const> = 24 -- of a phrase
local MARCH <const> = 2   -- as months count from 0: before it lies what may be two months in one

local regained <const> = {
  "regain", "reclaim", "recaptur", "retook", "retak", "returned to the top", "returned to first",
  "back in first", "back to first", "back on top",
}

-- The sentence that a figure stands in, in small letters.
local function sentence_of(page, claim)
  local before <const> = page.bytes:sub(math.max(1, claim.offset - NEAR), claim.offset)
  local behind <const> = page.bytes:sub(claim.offset + 1, claim.offset + NEAR)
  local start <const> = before:match "^.*[.!?\n]%s+()" or 1
  local stop <const> = behind:find "[.!?][%s<]" or behind:find "\n" or #behind
  return (before:sub(start) .. behind:sub(1, stop)):lower()
end

-- The words right before a figure, and right behind it: "up 12.44% MoM again".
local function words_beside(page, claim)
  local last <const> = claim.offset + claim.length
  local before <const> = page.bytes:sub(math.max(1, claim.offset - BESIDE), claim.offset)
  local behind <const> = page.bytes:sub(last + 1, last + BESIDE)
  return (before:match "[^,;.%d]*$" .. " " .. behind:match "^[^,;.%d]*"):lower()
end

-- The figure of the month before; nil across January and February, which may be one.
local function before(context, claim)
  local when <const> = claim.period
  if when.kind ~= "month" or when.from % 12 <= MARCH then
    return nil
  end
  return context.past:last(book_.series(claim), when:previous())
end

local function is_regained(page, claim)
  local text <const> = sentence_of(page, claim)
  for _, word in ipairs(regained) do
    if text:find(word, 1, true) then
      return true
    end
  end
  return false
end

local function rank(context, claim)
  local other <const> = before(context, claim)
  if other and other.n == claim.n and is_regained(context.page, claim) then
    return {
      kind = "wording", weight = "word", claims = { claim },
      proof = ("%s: said to be regained, but it was held in %s: %s"):format(say.claim(claim),
        other.period:text(), told.figure(other)),
    }
  end
end

-- The rank that a subject has in a period, in the article or in the ledger.
local function rank_in(context, claim, when)
  local series <const> = book_.series { kind = "rank", unit = "", subject = claim.subject }
  return context.own:last(series, when) or context.past:last(series, when)
end

-- A month of the run in which the ledger has another rank.
local function broken(context, claim)
  local now <const> = rank_in(context, claim, claim.period)
  local when = claim.period
  for _ = 2, now and math.min(claim.n, 24) or 1 do
    if when.from % 12 <= MARCH then
      return nil
    end
    when = when:previous()
    local other <const> = rank_in(context, claim, when)
    if other and other.n ~= now.n then
      return other
    end
  end
end

local function streak(context, claim)
  if claim.period.kind ~= "month" or not claim.n then
    return nil
  end
  local other <const> = broken(context, claim)
  if other then
    return {
      kind = "rank_order", weight = "figure", claims = { claim },
      proof = ("%s: %s, but in %s it ranked otherwise: %s"):format(say.claim(claim), claim.quote,
        other.period:text(), told.figure(other)),
    }
  end
  local last <const> = before(context, claim)
  local now <const> = last and rank_in(context, claim, claim.period)
  local held <const> = now and rank_in(context, claim, last.period)
  if held and held.n == now.n and last.n and last.n + 1 ~= claim.n then
    return {
      kind = "rank_order", weight = "figure", claims = { claim },
      proof = ("%s: %s, but the run was already %d in %s: %s"):format(say.claim(claim), claim.quote,
        last.n, last.period:text(), told.figure(last)),
    }
  end
end

local function again(context, claim)
  local other <const> = before(context, claim)
  local text <const> = claim.moved and claim.moved.text:lower() or ""
  if not other or number.sign(other.value) * number.sign(claim.value) >= 0 then
    return nil
  elseif not (text:find "again" or words_beside(context.page, claim):find "again") then
    return nil
  end
  return {
    kind = "wording", weight = "word", claims = { claim },
    proof = ("%s: “again”, but the month before went the other way: %s"):format(say.claim(claim),
      told.figure(other)),
  }
end

local ways <const> = { rank = rank, streak = streak, mom = again }

--- Ranks and runs that those of the ledger refute, and words that do not fit them.
---@param context ingot.check.ledger.Context
---@return ingot.check.Finding[]
function M.find(context)
  local findings <const> = {}
  for _, claim in ipairs(context.own.claims) do
    local way <const> = claim.period and book_.series(claim) and ways[claim.kind]
    findings[#findings + 1] = way and way(context, claim) or nil
  end
  return findings
end

return M
