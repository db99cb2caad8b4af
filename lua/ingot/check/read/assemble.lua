-- Figures as claims: place, sign, kind, base and whole in the words of `ingot.check.claim`.

local number <const> = require "ingot.number"
local page_of <const> = require "ingot.check.page"
local periods <const> = require "ingot.check.read.periods"
local subjects <const> = require "ingot.check.read.subjects"

local M = {}

local no_ytd <const> = { stock = true, price = true, index = true, ["operating rate"] = true,
  capacity = true }

local quoted <const> = { price = true, premium = true } -- for an amount, also where that goes unsaid

local function place_of(claim, page, sentence, token)
  local block <const> = page.blocks[sentence.block]
  local text <const> = sentence.placed or block
  claim.offset, claim.length = page_of.span(text, token.from, token.to)
  claim.quote = text.text:sub(token.from, token.to)
  claim.digits = token.digits or token.text
  claim.digits_offset = page_of.offset(text, token.digits_from or token.from)
  claim.sentence, claim.block = sentence.n, sentence.block
  claim.role = sentence.role == "note" and "body" or sentence.role
end

local function value_of(figure)
  local token <const> = figure.token
  local value, step_size = token.value, token.step
  if figure.shift and figure.shift ~= 0 then
    value, step_size = number.shift(value, figure.shift), number.shift(step_size, figure.shift)
  end
  if figure.moved and figure.moved.sign < 0 then
    value = number.negate(number.abs(value))
  end
  return value, step_size
end

local function is_range(p)
  return p and p.from % 12 == 0 and p:count() > 1 and p:count() < 12
end

-- A range from January that is no quarter and no half.
local function is_to_date(p)
  return is_range(p) and p:count() ~= 3 and p:count() ~= 6
end

local function subject_out(subject, unit)
  local out <const> = subjects.copy(subject)
  if unit:find "/" and not unit:find "/year" and not unit:find "/day"
    and (not out.what or out.what == "export" or out.what == "import" or out.what == "production") then
    out.what = "price"
  elseif unit == "points" and not out.what then
    out.what = "index"
  end
  out.what = out.what or "trade"
  return out
end

local makers = {}

function makers.level(claim, figure)
  local what <const> = claim.subject.what
  claim.kind = what:find "^net " and "net"
    or (what == "index" or figure.unit == "points") and "index"
    or is_range(claim.period) and not claim.mean and not no_ytd[what] and not figure.unit:find "[/%%]" and "ytd"
    or "level"
  if number.sign(claim.value) < 0 and claim.kind ~= "net" then
    claim.sure = false -- no amount is below zero: a change without a word of it
  end
end

local function base_of(figure, claim)
  local base <const> = figure.base or periods.base(figure.period, figure.relation)
  return { period = base, subject = claim.subject }
end

function makers.rate(claim, figure, state)
  local relation = figure.relation
  if not relation and not figure.base and is_to_date(figure.period) then
    relation, figure.relation = "yoy", "yoy" -- no other base has as many months
  elseif not relation and not figure.base then
    relation = figure.inherited or state.said
      or figure.period and figure.period:count() > 1 and "yoy" or state.relation or "yoy"
    figure.relation = relation
    local other <const> = relation == "yoy" and "mom" or "yoy"
    claim.readings = { { kind = other,
      base = { period = periods.base(figure.period, other), subject = claim.subject } } }
  end
  claim.base = base_of(figure, claim)
  claim.kind = relation == "mom" and "mom"
    or relation == "yoy" and (is_range(figure.period) and "ytd_yoy" or "yoy") or "change"
end

function makers.change(claim, figure, state)
  if not figure.relation and not figure.base and is_to_date(figure.period) then
    figure.relation = "yoy"
  elseif not figure.relation and not figure.base then
    local sure <const> = figure.inherited or state.said or state.relation
    figure.relation = sure or "mom"
    local other <const> = figure.relation == "yoy" and "mom" or "yoy"
    claim.readings = { { base = { period = periods.base(figure.period, other),
      subject = claim.subject } } }
  end
  claim.base = base_of(figure, claim)
  claim.kind = "change"
end

function makers.contribution(claim, figure, state)
  figure.relation = figure.relation or not figure.base and (figure.inherited or state.relation or "yoy") or nil
  claim.kind, claim.base = "change", base_of(figure, claim)
  claim.contributes = subject_out(subjects.whole(figure.subject, {}, state.main), "")
end

function makers.share(claim, figure, state)
  claim.kind = "share"
  local whole <const>, sure <const> = subjects.whole(figure.subject, figure.whole_mentions or {},
    state.main)
  claim.whole = { subject = subject_out(figure.whole_subject or whole, ""),
    period = figure.whole_period or figure.period }
  if not sure and not figure.whole_subject then
    claim.readings = { { whole = false } }
  end
  claim.moved = nil
end

--- The claim of a figure.
---@param figure ingot.check.Figure
---@param page ingot.check.Page
---@param sentence ingot.check.Sentence
---@param state table
---@return ingot.check.Claim
function M.claim(figure, page, sentence, state)
  local claim <const> = { id = state:next_id(), unit = figure.unit, period = figure.period,
    approx = figure.approx, bound = figure.bound, moved = figure.moved, listed = figure.listed, }
  local range <const> = figure.token.ends
  claim.range = range and number.compare(range.low, range.high) <= 0 and range or nil
  local of <const> = figure.role == "change" and figure.of
  if of and #figure.unit == 3 and of.unit:find("^" .. figure.unit .. "/") then
    figure.unit = of.unit -- "Rs 47,800 a tonne, down Rs 1,150"
    claim.unit = of.unit
  end
  place_of(claim, page, sentence, figure.token)
  claim.value, claim.step = value_of(figure)
  claim.subject = subject_out(figure.subject, figure.unit)
  local adds_up <const> = not no_ytd[claim.subject.what] and not claim.unit:find "[/%%]"
  claim.mean = figure.averaged and adds_up and claim.period and claim.period:count() > 1
    and claim.period:count() or nil
  if quoted[claim.subject.what] and state.price_unit and state.price_unit:find("^" .. claim.unit .. "/") then
    claim.unit = state.price_unit
  end
  state.price_unit = claim.unit:find "/[tdwlob]" and claim.unit or state.price_unit
  claim.adrift, claim.unit_value = figure.adrift, figure.unit_value
  claim.strange = figure.strange or figure.of and figure.of.strange or nil
  figure.claim = claim
  makers[figure.role](claim, figure, state)
  if figure.unsure or figure.of and figure.of.unsure then
    claim.sure = false -- "adjusted for the holiday": of other amounts than those printed
  end
  if figure.of and figure.of.claim then
    claim.of = { id = figure.of.claim.id }
  end
  if figure.part_of and figure.part_of.claim then
    claim.part_of = { id = figure.part_of.claim.id }
  end
  local change <const> = figure.after and figure.after.claim
  if change then
    change.base, change.readings = { subject = claim.subject, period = claim.period }, nil
  end
  if claim.bound then
    claim.as, claim.kind = claim.kind, "bound"
  end
  return claim
end

--- A claim made in words: "ranked first", "for the second consecutive month".
---@param fields table  kind, n, token, subject, period
---@return ingot.check.Claim
function M.worded(fields, page, sentence, state)
  local claim <const> = { id = state:next_id(), kind = fields.kind, n = fields.n, unit = "",
    value = number.exact(fields.n), step = number.exact(1), period = fields.period }
  place_of(claim, page, sentence, fields.token)
  claim.subject = subject_out(fields.subject, "")
  return claim
end

return M
