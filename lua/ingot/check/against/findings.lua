--- What is said of a figure that is not ours: wrong, with the right one; of another period; or another
--- series' figure, which may be a slip of the reader as well as of the writer.

local compare <const> = require "ingot.check.against.compare"
local expect <const> = require "ingot.check.against.expect"
local judge <const> = require "ingot.check.against.judge"
local number <const> = require "ingot.number"
local say <const> = require "ingot.check.say"

local M = {}

local kinds <const> = {
  level = "parts_total", index = "parts_total", bound = "parts_total", ytd = "ytd_chain", net = "net",
  mom = "growth", yoy = "growth", ytd_yoy = "growth", change = "growth", share = "share_of",
  rank = "rank_order", streak = "rank_order",
}

local shifts <const> = {
  function(when) return when:previous() end, function(when) return when:year_ago() end,
  function(when) return when + 1 end,
}

local function fits(run, claim, fields)
  fields.original = claim
  local verdict <const> = judge.as_read(run, judge.read_as(claim, fields))
  return verdict.state == "equal" and verdict.sure
end

-- The period that the whole of a share should be of, or that a figure is of; and which of the two.
local function right_period(run, claim)
  local whole <const> = claim.whole
  if whole and whole.period and whole.period ~= claim.period
    and fits(run, claim, { whole = { subject = whole.subject, period = claim.period } }) then
    return claim.period, true
  end
  for _, shift in ipairs(shifts) do
    local when <const> = shift(claim.period)
    if fits(run, claim, { period = when, base = false, whole = whole and { subject = whole.subject } }) then
      return when, when == run.main
    end
  end
end

local FURTHER <const> = 2 -- digits past those printed

local function exact_of(claim, verdict)
  return say.value(verdict.value, claim.unit, (claim.step.scale or 0) + FURTHER)
end

-- A figure that is right for another period: its label is wrong where that is the article's own, else
-- it was not brought up to date.
local function misplaced(run, claim, verdict)
  local when <const>, is_label <const> = right_period(run, claim)
  return when and {
    kind = is_label and "month_label" or "stale_copy", claims = { claim }, weight = "figure",
    title = "data", proof = ("%s: printed %s, but %s has %s; it is the figure of %s"):format(say.claim(claim),
      say.printed(claim), verdict.source, exact_of(claim, verdict), when:text()),
  }
end

--- The finding on a wrong figure.
---@param run ingot.check.against.Run
---@param claim ingot.check.Claim
---@param verdict ingot.check.against.Verdict
---@return ingot.check.Finding
function M.wrong(run, claim, verdict)
  local found <const> = claim.period and claim.subject and misplaced(run, claim, verdict)
  if found then
    return found
  end
  local repair <const> = verdict.expected and verdict.expected ~= claim.digits and {
    claim = claim, from = claim.digits, to = verdict.expected, unique = true, text = "as our own claim has it",
    offset = claim.digits_offset, length = #claim.digits,
  } or nil
  local opposite <const> = number.sign(verdict.value) * number.sign(claim.value) < 0
  return {
    kind = kinds[claim.kind], claims = { claim }, weight = "figure", repair = repair,
    title = "data",
    proof = ("%s: printed %s, but %s has %s%s"):format(say.claim(claim), say.printed(claim), verdict.source,
      exact_of(claim, verdict), opposite and ", the other way" or ""),
  }
end

local DIGITS <const> = 3 -- that two unlike figures seldom share

local function is_member(series)
  return (series.partner or series.province or series.mode or series.group) ~= nil
end

-- Another series that has just this figure: it may be the reading that went wrong, not the writer.
-- Among totals, of which there are few, two digits tell. A bound tells nothing: many keep within it.
local function of_another(run, claim, own)
  if claim.bound then
    return nil
  end
  local n <const> = #claim.digits:gsub("%D", ""):gsub("^0+", "")
  local whole <const> = claim.whole and run:match(claim.whole.subject)
  for _, series in ipairs(run.catalog.list) do
    local need <const> = (is_member(series) or is_member(own)) and DIGITS or DIGITS - 1
    if series ~= own and n >= need and series.what == own.what then
      local expected <const> = expect.of(claim, series, whole and whole.series[1])
      if expected and compare.state(claim, expected.value, run.steps[claim]) == "equal" then
        return series, expected
      end
    end
  end
end

local LONGEST <const> = 60 -- bytes of a list of members

local function name_of(series)
  local member <const> = series.partner or series.province or series.mode
    or series.group and (#series.group <= LONGEST and series.group:gsub("%+", ", ") or "several")
  return (series.names[1] or series.metric) .. (member and (" (%s)"):format(member) or "")
end

--- The finding on a figure that is another's: it is not called wrong, but whose it is, is said.
---@param run ingot.check.against.Run
---@param claim ingot.check.Claim
---@param verdict ingot.check.against.Verdict
---@return ingot.check.Finding?
function M.mixed_up(run, claim, verdict)
  local series <const>, expected <const> = of_another(run, claim, verdict.series)
  return series and {
    kind = "list_mismatch", claims = { claim }, weight = "word",
    proof = ("%s: %s is the figure of %s in %s, where %s has %s"):format(say.claim(claim), claim.quote,
      name_of(series), expected.source, verdict.source, exact_of(claim, verdict)),
  }
end

return M
