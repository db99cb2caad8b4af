--- An article against the program's own figures: each claim is held against the value that claims
--- files have for it, or that follows from their levels. A claim whose subject, period or base cannot
--- be told for certain may be found right; found wrong it is not, it counts as not covered.
---
---     local findings, verdicts = against.check(claims, { { name = "april.claims.json", document = … } })
---     verdicts.f3   --> { state = "wrong", expected = "834,300", source = "april.claims.json, c5" }

local catalog_ <const> = require "ingot.check.against.catalog"
local compare <const> = require "ingot.check.against.compare"
local expect <const> = require "ingot.check.against.expect"
local match <const> = require "ingot.check.against.match"
local number <const> = require "ingot.number"
local print_ <const> = require "ingot.check.against.print"
local say <const> = require "ingot.check.say"
local sentences <const> = require "ingot.check.against.sentences"
local steps_ <const> = require "ingot.check.against.steps"
local unit <const> = require "ingot.unit"

local M = {}

---@class ingot.check.Against  the verdict on one claim
---@field state ingot.check.AgainstState
---@field value? ingot.Number  what it should be, in the claim's unit
---@field expected? string     the same as the article would print it
---@field source? string       the claim of ours: "april.claims.json, c5"
---@field why? string          of what is not covered

local LEAST <const> = 3 -- figures that fit make a guess sure, when they are many times those that do not
local MANY <const> = 3

local function uncovered(why)
  return { state = "not_covered", why = why }
end

-- The claim read another way.
local function read_as(claim, reading)
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

-- The series of a share's whole: as said, else all of the part's goods.
local function whole_of(run, claim, series)
  if claim.whole then
    local found <const> = run:series(claim.whole.subject)
    return found and found.series, not found or found.sure
  end
  local subject <const> = { what = series.what, product = series.names[1] }
  local found <const> = match.find(run.catalog, subject)
  return found and found.series, false
end

local Run = {}
Run.__index = Run

function Run:series(subject)
  local key <const> = say.subject(subject)
  if self.known[key] == nil then
    local found <const>, why <const> = match.find(self.catalog, subject)
    self.known[key] = { found = found, why = why }
  end
  return self.known[key].found, self.known[key].why
end

-- Verdict on a claim as it is read.
local function judge(run, claim)
  if not claim.subject then
    return uncovered "what it is of is not said"
  elseif not claim.period then
    return uncovered "its period is not said"
  end
  local found <const>, why <const> = run:series(claim.subject)
  if not found then
    return uncovered(why)
  end
  local whole, sure = nil, true
  if claim.kind == "share" or claim.kind == "bound" and claim.whole then
    whole, sure = whole_of(run, claim, found.series)
  end
  local expected <const> = expect.of(claim, found.series, whole)
  if not expected then
    return uncovered("the claims have no such figure for " .. claim.period:text())
  end
  return {
    state = held(claim, expected, run.steps[claim.original or claim]), value = expected.value,
    source = expected.source, sure = sure and expected.sure, guess = not found.sure and found.series,
    series = found.series,
  }
end

-- Verdict on a figure in a sentence of ours, where unit and period are as ours. Of a draft of ours the
-- period is ours anyway.
local function judge_placed(run, claim)
  local placed <const> = run.placed[claim.digits_offset]
  local entry <const> = placed and placed.entry
  if not entry or claim.bound or claim.kind == "rank" or claim.kind == "streak" then
    return nil
  elseif not placed.draft
    and not (claim.period and catalog_.months(claim.period) == catalog_.months(entry.period)) then
    return nil
  end
  local a <const>, b <const> = unit.find(entry.unit), unit.find(claim.unit)
  if entry.unit ~= claim.unit and not (a and b and a.dimension == b.dimension) then
    return nil
  end
  local value = number.parse(entry.value)
  value = value and (entry.unit ~= claim.unit and unit.convert(value, entry.unit, claim.unit) or value)
  if not value then
    return nil
  end
  if number.sign(value) * number.sign(claim.value) < 0 then
    value = number.negate(value) -- the words around it are ours: they say which way
  end
  return {
    state = compare.state(claim, value, run.steps[claim]), value = value, source = placed.source,
    sure = true,
  }
end

local better <const> = { equal = 1, truncation = 2, rounded_up = 3, wrong = 4, not_covered = 5 }

-- The best verdict over the ways a claim can be read. Read in a way that fits, it is not wrong.
local function judge_readings(run, claim)
  local best = judge(run, claim)
  for _, reading in ipairs(claim.readings or {}) do
    local fields <const> = plain(reading)
    fields.original = claim
    local other <const> = judge(run, read_as(claim, fields))
    if better[other.state] < better[best.state] and other.state ~= "wrong" then
      best = other
    end
  end
  return best
end

-- Goods named in other words are ours when the figures say so.
local function learn(verdicts)
  local counts <const> = {}
  for _, verdict in pairs(verdicts) do
    local name <const> = verdict.guess and verdict.guess.names[1]
    if name then
      local count <const> = counts[name] or { fits = 0, wrong = 0 }
      counts[name] = count
      local field <const> = verdict.state == "wrong" and "wrong" or "fits"
      count[field] = count[field] + 1
    end
  end
  return function(verdict)
    local count <const> = verdict.guess and counts[verdict.guess.names[1]]
    return not verdict.guess
      or count and count.fits >= LEAST and count.fits >= MANY * count.wrong
  end
end

local kinds <const> = {
  level = "parts_total", index = "parts_total", bound = "parts_total", ytd = "ytd_chain", net = "net",
  mom = "growth", yoy = "growth", ytd_yoy = "growth", change = "growth", share = "share_of",
  rank = "rank_order", streak = "rank_order",
}

local shifts <const> = {
  function(when) return when:previous() end, function(when) return when:year_ago() end,
  function(when) return when + 1 end,
}

-- "; that is the figure of March 2025", where a neighbouring period has it.
local function elsewhere(run, claim)
  for _, shift in ipairs(shifts) do
    local moved <const> = read_as(claim, { period = shift(claim.period), base = false, original = claim })
    local verdict <const> = judge(run, moved)
    if verdict.state == "equal" and verdict.sure then
      return "; that is the figure of " .. moved.period:text()
    end
  end
  return ""
end

local function exact_of(claim, verdict)
  return number.text(verdict.value) .. (claim.unit ~= "" and " " .. claim.unit or "")
end

local function finding_of(run, claim, verdict)
  local repair <const> = verdict.expected and verdict.expected ~= claim.digits and {
    claim = claim, from = claim.digits, to = verdict.expected, unique = true,
    offset = claim.digits_offset, length = #claim.digits,
  } or nil
  local opposite <const> = number.sign(verdict.value) * number.sign(claim.value) < 0
  return {
    kind = kinds[claim.kind], claims = { claim }, weight = "figure", repair = repair,
    proof = ("%s: printed %s, but %s has %s%s%s"):format(say.claim(claim), claim.quote, verdict.source,
      exact_of(claim, verdict), opposite and ", the other way" or "", elsewhere(run, claim)),
  }
end

local DIGITS <const> = 3 -- that two unlike figures seldom share

-- Another series that has just this figure: it may be the reading that went wrong, not the writer.
local function of_another(run, claim, own)
  if #claim.digits:gsub("%D", ""):gsub("^0+", "") < DIGITS then
    return nil
  end
  local whole <const> = claim.whole and run:series(claim.whole.subject)
  for _, series in ipairs(run.catalog.list) do
    if series ~= own and series.what == own.what then
      local expected <const> = expect.of(claim, series, whole and whole.series)
      if expected and compare.state(claim, expected.value, run.steps[claim]) == "equal" then
        return series, expected
      end
    end
  end
end

local function name_of(series)
  return table.concat({ series.names[1] or series.metric, series.partner, series.province, series.mode,
    series.group }, ", ")
end

-- Of a wrong figure that is another's: it is not called wrong, but whose it is, is said.
local function mixed_up(run, claim, verdict)
  local series <const>, expected <const> = of_another(run, claim, verdict.series)
  return series and {
    kind = "list_mismatch", claims = { claim }, weight = "word",
    proof = ("%s: %s is the figure of %s in %s, where %s has %s"):format(say.claim(claim), claim.quote,
      name_of(series), expected.source, verdict.source, exact_of(claim, verdict)),
  }
end

local countable <const> = { rank = true, streak = true, bound = true }

local function verdict_on(run, claim)
  local placed <const> = run.placed and judge_placed(run, claim)
  if placed and placed.state ~= "wrong" then
    return placed
  end
  local verdict <const> = judge_readings(run, claim)
  return verdict.state == "not_covered" and placed or verdict
end

--- Holds claims against claims files.
---@param claims ingot.check.Claim[]
---@param sources { name: string, document: table }[]  as `ingot.command.claims_file` reads them
---@param page? ingot.check.Page   where it is given, our own sentences are looked for in it
---@return ingot.check.Finding[] findings  one for each wrong figure
---@return table<string, ingot.check.Against> verdicts  by id of the claim
function M.check(claims, sources, page)
  local run <const> = setmetatable({
    catalog = catalog_.of(sources), steps = steps_.of(claims), known = {},
    placed = page and sentences.find(page, sources),
  }, Run)
  local findings <const>, verdicts <const> = {}, {}
  for _, claim in ipairs(claims) do
    verdicts[claim.id] = verdict_on(run, claim)
  end
  local is_sure <const> = learn(verdicts)
  for _, claim in ipairs(claims) do
    local verdict <const> = verdicts[claim.id]
    if verdict.state == "wrong" and not (verdict.sure and is_sure(verdict)) then
      verdicts[claim.id] = uncovered "what it is of, or against, is not certain"
    elseif verdict.state ~= "not_covered" and not countable[claim.kind] then
      verdict.expected = print_.like(claim, verdict.value, run.steps[claim])
    end
  end
  for _, claim in ipairs(claims) do
    local verdict <const> = verdicts[claim.id]
    if verdict.state == "wrong" then
      local mixed <const> = verdict.series and mixed_up(run, claim, verdict)
      findings[#findings + 1] = mixed or finding_of(run, claim, verdict)
      verdicts[claim.id] = mixed and uncovered "it is another's figure" or verdict
    end
    verdict.sure, verdict.guess, verdict.series = nil, nil, nil
  end
  return findings, verdicts
end

return M
