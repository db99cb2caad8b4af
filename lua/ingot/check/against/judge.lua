--- The verdict on one claim: as it is read, in the best of its readings, or by its place in a sentence
--- of ours.

local claim_ <const> = require "ingot.check.claim"
local catalog_ <const> = require "ingot.check.against.catalog"
local compare <const> = require "ingot.check.against.compare"
local expect <const> = require "ingot.check.against.expect"
local match <const> = require "ingot.check.against.match"
local number <const> = require "ingot.number"
local say <const> = require "ingot.check.say"
local sentences <const> = require "ingot.check.against.sentences"
local steps_ <const> = require "ingot.check.against.steps"

local M = {}

---@class ingot.check.against.Verdict: ingot.check.Against   while others are still to be judged
---@field sure? boolean                 it may be called wrong
---@field guess? ingot.check.Series|false  its goods are named otherwise than these
---@field series? ingot.check.Series    that it was held against
---@field draft? boolean                it stands in a draft of ours

--- No verdict, and why.
---@param why string
---@return ingot.check.against.Verdict
function M.uncovered(why)
  return { state = "not_covered", why = why }
end

local uncovered <const> = M.uncovered

--- A claim with some fields of another reading.
---@param claim ingot.check.Claim
---@param reading table
---@return ingot.check.Claim
function M.read_as(claim, reading)
  return setmetatable(reading, { __index = claim })
end

local function plain(fields)
  local copy <const> = {}
  for name, value in pairs(fields) do
    copy[name] = value
  end
  return copy
end

-- The state of a value, or of another file's where that fits better.
local function held(claim, expected, step)
  local state = compare.state(claim, expected.value, step)
  for _, other in ipairs(expected.others) do
    local again <const> = compare.state(claim, other, step)
    state = state == "wrong" and again or state
  end
  return state
end

---@class ingot.check.against.Run   what the verdicts of an article share
---@field catalog ingot.check.Catalog
---@field steps table<ingot.check.Claim, ingot.Number>  to which digit each is printed
---@field main? ingot.Period                              that most claims are of
---@field placed? table<integer, table>                   claims of ours by the place of their digits
---@field private known table<string, ingot.check.Match|false>  by the words of a subject
local Run = {}
Run.__index = Run

-- Matches of a subject, looked for once.
function Run:match(subject)
  local key <const> = say.subject(subject)
  if self.known[key] == nil then
    self.known[key] = match.find(self.catalog, subject) or false
  end
  return self.known[key] or nil
end

-- The series of a share's whole: as said, else all of the part's goods.
local function whole_of(run, claim, series)
  local subject <const> = claim.whole and claim.whole.subject
    or { what = series.what, product = series.names[1] }
  local found <const> = run:match(subject)
  return found and found.series[1], found and found.sure and claim.whole ~= nil
end

-- Verdict on a claim as a figure of a series; nil where the series has none.
local function judge_as(run, claim, series)
  local whole, sure = nil, true
  if claim.kind == "share" or claim.kind == "bound" and claim.whole then
    whole, sure = whole_of(run, claim, series)
  end
  local expected <const> = expect.of(claim, series, whole)
  return expected and {
    state = held(claim, expected, run.steps[claim.original or claim]), value = expected.value,
    source = expected.source, sure = sure and expected.sure, series = series,
  }
end

local better <const> = { equal = 1, truncation = 2, rounded_up = 3, wrong = 4, not_covered = 5 }

local MOST_DIGITS <const> = 17 -- with commas and point; more is no figure of the trade

--- Verdict on a claim as it is read. Of several series that it may be of it is of the one that fits.
---@param run ingot.check.against.Run
---@param claim ingot.check.Claim
---@return ingot.check.against.Verdict
function M.as_read(run, claim)
  if not claim.subject then
    return uncovered "what it is of is not said"
  elseif not claim.period then
    return uncovered "its period is not said"
  elseif #claim.digits > MOST_DIGITS then
    return uncovered "it has too many digits"
  end
  local found <const> = run:match(claim.subject)
  if not found then
    return uncovered "no claim is of this"
  end
  local best = uncovered("the claims have no such figure for " .. claim.period:text())
  for _, series in ipairs(found.series) do
    local verdict <const> = judge_as(run, claim, series)
    best = verdict and better[verdict.state] < better[best.state] and verdict or best
  end
  best.sure = best.sure and #found.series == 1
  best.guess = not found.sure and best.series
  return best
end

-- Verdict on a figure in a sentence of ours, where unit and period are as ours. Of a draft of ours the
-- period is ours anyway.
local function judge_placed(run, claim)
  local placed <const> = run.placed[claim.digits_offset]
  local entry <const> = placed and placed.entry
  if not entry or #claim.digits > MOST_DIGITS or claim.bound or claim.kind == "rank" or claim.kind == "streak" then
    return nil
  elseif not placed.draft
    and not (claim.period and catalog_.months(claim.period) == catalog_.months(entry.period)) then
    return nil
  end
  local parsed <const> = number.parse(entry.value)
  local value = parsed and expect.converted(parsed, entry.unit, claim.unit)
  if not value then
    return nil
  end
  if number.sign(value) * number.sign(claim.value) < 0 then
    value = number.negate(value) -- the words around it are ours: they say which way
  end
  return {
    state = compare.state(claim, value, run.steps[claim]), value = value, source = placed.source,
    sure = true, draft = placed.draft,
  }
end

-- The best verdict over the ways a claim can be read. Of several ways none is sure: it may be found
-- right, not wrong.
local function judge_readings(run, claim)
  local best = M.as_read(run, claim)
  for _, reading in ipairs(claim.readings or {}) do
    local fields <const> = plain(reading)
    fields.original = claim
    local other <const> = M.as_read(run, M.read_as(claim, fields))
    if better[other.state] < better[best.state] and other.state ~= "wrong" then
      best = other
    end
  end
  best.sure = best.sure and not (claim.readings and claim.readings[1])
  return best
end

--- The verdict on a claim.
---@param run ingot.check.against.Run
---@param claim ingot.check.Claim
---@return ingot.check.against.Verdict
function M.of(run, claim)
  local placed <const> = run.placed and judge_placed(run, claim)
  if placed and (placed.state ~= "wrong" or placed.draft) then
    return placed
  end
  local verdict <const> = judge_readings(run, claim)
  return verdict.state == "not_covered" and placed or verdict
end

--- What the verdicts of an article share.
---@param claims ingot.check.Claim[]
---@param sources { name: string, document: table }[]
---@param page? ingot.check.Page
---@return ingot.check.against.Run
function M.begin(claims, sources, page)
  return setmetatable({
    catalog = catalog_.of(sources), steps = steps_.of(claims), known = {},
    placed = page and sentences.find(page, sources), main = claim_.main_period(claims),
  }, Run)
end

return M
