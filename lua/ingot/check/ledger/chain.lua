--- Year-to-date figures across articles: what was reached a month before plus the month, and bases
--- that are of one month more or less.

local book_ <const> = require "ingot.check.ledger.book"
local edit <const> = require "ingot.check.ledger.edit"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local say <const> = require "ingot.check.say"
local span <const> = require "ingot.check.ledger.span"
local told <const> = require "ingot.check.ledger.told"

local M = {}

-- Whether a period begins in January and has more than one month.
local function is_running(when)
  return when.from % 12 == 0 and when.to > when.from and when.to - when.from < 12
end

local function months(from, to)
  return period.from_month(from):through(period.from_month(to))
end

local function levels_of(book)
  local list <const> = {}
  for _, claim in ipairs(book.claims) do
    if book_.levels[claim.kind] and not claim.bound and claim.period and book_.series(claim)
      and is_running(claim.period) then
      list[#list + 1] = claim
    end
  end
  return list
end

local function repair_of(claim, range)
  local digits <const> = edit.digit(claim, range)
  return digits and {
    claim = claim, from = claim.digits, to = digits, unique = true, offset = claim.digits_offset,
    length = #claim.digits,
  }
end

local function is_sure(context, subject, periods)
  for _, when in ipairs(periods) do
    if not context.own:is_sure(subject, when) or not context.past:is_sure(subject, when) then
      return false
    end
  end
  return true
end

local function add_month(context, findings, claim)
  local when <const> = claim.period
  local before <const>, last <const> = months(when.from, when.to - 1), period.from_month(when.to)
  local own_month <const> = context.own:level(claim.subject, last, claim)
  local own_before <const> = context.own:level(claim.subject, before, claim)
  local month <const> = own_month or context.past:level(claim.subject, last, claim)
  local sum <const> = own_before or context.past:level(claim.subject, before, claim)
  if not month or not sum or own_month and own_before
    or not is_sure(context, claim.subject, { when, last, before }) then
    return
  end
  local range <const> = span.sum(span.of(sum), span.of(month))
  if not span.apart(range, span.of(claim)) then
    return
  end
  findings[#findings + 1] = {
    kind = "ytd_chain", weight = "figure", claims = { claim, own_month }, repair = repair_of(claim, range),
    proof = ("%s: printed %s; %s for %s plus %s for %s give %s"):format(say.claim(claim), claim.quote,
      told.figure(sum), before:text(), told.figure(month), last:text(), span.text(range, 0, claim.unit)),
  }
end

-- The ledger's figure of one month more or less that a figure is a copy of.
local function shifted(context, claim)
  for _, by in ipairs { 1, -1 } do
    local to <const> = claim.period.to + by
    if to > claim.period.from and to - claim.period.from < 12 then
      local other <const> = context.past:level(claim.subject, months(claim.period.from, to), claim)
      if other and number.compare(other.value, claim.value) == 0 then
        return other
      end
    end
  end
end

local function add_shifted(context, findings, claim)
  local other <const> = shifted(context, claim)
  if not other then
    return
  end
  local right <const> = context.past:level(claim.subject, claim.period, claim)
  local refuted <const> = right and span.apart(span.of(right), span.of(claim))
  findings[#findings + 1] = {
    kind = "ytd_chain", weight = refuted and "figure" or "word", claims = { claim }, shifted = true,
    proof = ("%s: %s is the figure for %s in %s%s"):format(say.claim(claim), claim.quote,
      other.period:text(), told.issue(other.issue),
      refuted and ", which has " .. right.quote .. " for " .. claim.period:text() or ""),
  }
end

--- Year-to-date figures that those of the ledger refute.
---@param context ingot.check.ledger.Context
---@return ingot.check.Finding[]
function M.find(context)
  local findings <const> = {}
  for _, claim in ipairs(levels_of(context.own)) do
    add_month(context, findings, claim)
    add_shifted(context, findings, claim)
  end
  return findings
end

return M
