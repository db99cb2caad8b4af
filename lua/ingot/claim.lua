--- A claim: a number about to be printed, with everything needed to trace and to check it.
--- Claims are made by `ingot.measure`; a level answers for its changes, shares and ranks by name:
--- `total.mom`, `total.ytd_yoy.base`, each computed when first asked for.

local colon <const> = require "ingot.colon"
local display <const> = require "ingot.display"
local number <const> = require "ingot.number"
local suggest <const> = require "ingot.suggest"
local words <const> = require "ingot.words"

---@alias ingot.State
---| "value"      a number
---| "zero"       nothing was traded in a covered period: the number 0
---| "from_zero"  a change against a base of zero: it has no rate
---| "turned"     a change of sign, or against a base below zero: none either, levels are said instead
---| "tiny"       a change against a base too small for a rate; there is a value, words do without it
---| "unknown"    not covered, or against something not covered

---@class ingot.Operand  a small claim
---@field name string             metric, or aggregate of its formula
---@field of? "base"|"whole"|"base_whole"|"population"  what it is to the claim
---@field where table<string, string>
---@field period ingot.Period
---@field value? ingot.Number
---@field unit string
---@field rows? integer
---@field formula? string         of a level: how the data give it
---@field sources? ingot.Source[]  of a level: the files behind it
---@field operands? ingot.Operand[]  of the level of a metric made of metrics: the levels of these

---@class ingot.Claim
---@field kind string             the measure: level mom yoy ytd … as in `ingot.measure`
---@field metric string
---@field subject? ingot.Subject  the member of a dimension it speaks of; nil for the whole
---@field where table<string, string>
---@field period ingot.Period
---@field base_period? ingot.Period
---@field state ingot.State
---@field value? ingot.Number     nil when unknown, or a change without a rate
---@field reason? string          why it is unknown: "the data cover 2023-01 to 2025-12"
---@field unit string             of the value: "t", "%"; "" for ranks and streaks
---@field display ingot.Display
---@field formula string          of the metric, or of the measure over its operands
---@field operands ingot.Operand[]
---@field rows integer            rows of the data behind it
---@field sources ingot.Source[]
---@field mean_of? ingot.Period   joint months of which the monthly mean was taken for the comparison
---@field sides? ingot.Sides      of a level: the words for one above and one below zero
---@field uneven? boolean         of a streak: one of its periods is joint, the others are months
---@field base? ingot.Claim       the level it is held against; of a level: the same a year earlier
---@field before? ingot.Claim     of a level: the same a period earlier
---@field mom ingot.Claim         change on the period before, %
---@field yoy ingot.Claim         change on the same period a year before, %
---@field diff ingot.Claim        change on the period before, in the metric's unit
---@field yoy_diff ingot.Claim    difference to the same period a year before
---@field mom_adjusted ingot.Claim  change on the period before of the levels a day, %
---@field yoy_adjusted ingot.Claim  change on a year before of the levels a day, %
---@field mom_holiday ingot.Claim  change on the period before by days outside Lunar New Year, %
---@field yoy_holiday ingot.Claim  the same on a year before
---@field flips? boolean          of these: whether it goes the other way than mom or yoy
---@field full_year ingot.Claim   level of the calendar year
---@field full_year_yoy ingot.Claim  change of that on the year before, %
---@field share_year_ago ingot.Claim
---@field contribution ingot.Claim      to the growth of the whole on a year before, pp
---@field contribution_mom ingot.Claim  the same on the period before
---@field ytd ingot.Claim         level of January to the period's end
---@field ytd_yoy ingot.Claim     change of that on a year before, %
---@field share ingot.Claim       of the whole, %
---@field rank ingot.Claim        among the members of its dimension, 1 = largest
---@field streak ingot.Claim      periods in a row with the same rank, this one included

---@class ingot.Claim
---@field text fun(self: ingot.Claim, rule?: ingot.Display, lang?: "en"|"zh"): string
---@field magnitude fun(self: ingot.Claim, rule?: ingot.Display, lang?: "en"|"zh"): string
---@field sign fun(self: ingot.Claim, flat?: number): integer?
---@field basis fun(self: ingot.Claim, lang?: "en"|"zh"): string?
---@field known fun(self: ingot.Claim): boolean
---@field cagr fun(self: ingot.Claim, n: integer): ingot.Claim
---@field share_of fun(self: ingot.Claim, whole: ingot.Claim): ingot.Claim

local M = {}

local methods <const> = {}

--- The methods of claims, open to additions: `ingot.measure` adds those that make claims.
M.methods = colon.open(methods, "claim", function(value) return M.is(value) end)

--- Its number in words' company: "21,400 mt", "5.3%".
---
---     print(total:text(), total:text(nil, "zh"))
---
---@param rule? ingot.Display
---@param lang? "en"|"zh"
---@return string
function methods:text(rule, lang)
  return display.full(self.value, self.unit, rule or self.display, lang)
end

--- As text, without a sign: for wording that says the direction in a word.
---
---     print(total.mom:magnitude())   --> 6.4%
---
---@param rule? ingot.Display
---@param lang? "en"|"zh"
---@return string
function methods:magnitude(rule, lang)
  return display.full(number.abs(self.value), self.unit, rule or self.display, lang)
end

--- 1, 0 or −1; nil when there is no number. A change in per cent that is too small to speak of is 0.
---
---     print(total.mom:sign())   --> 1
---
---@param flat? number  what is, in per cent; default: 0.05, see `ingot.words.thresholds`
---@return integer?
function methods:sign(flat)
  if not self.value then
    return nil
  end
  if self.unit == "%" and self.base_period
    and number.compare(number.abs(self.value), number.from(flat or words.thresholds.flat)) < 0 then
    return 0
  end
  return number.sign(self.value)
end

--- What a change is held against or adjusted by, where that wants saying: "against the monthly mean
--- of January and February", "adjusted for Lunar New Year"; nil for a plain change.
---
---     print(total.yoy_adjusted:basis())
---
---@param lang? "en"|"zh"
---@return string?
function methods:basis(lang)
  if self.mean_of then
    return words.basis(self.mean_of, self.mean_of == self.period, lang)
  end
  return words.adjusted(self.kind, lang)
end

--- Whether there is a number to print.
---
---     if total.yoy:known() then article:say("They moved {y:change}.", { y = total.yoy }) end
---
---@return boolean
function methods:known()
  return self.value ~= nil
end

colon.guard(methods, "claim", function(value) return M.is(value) end)

local Claim <const> = {}

-- Fields that not every claim has.
local optional <const> = {
  subject = true, base_period = true, value = true, reason = true, base = true, before = true,
  flips = true, mean_of = true, sides = true, uneven = true,
}

-- What claims answer for beyond their fields: kept apart from them, for it is the same table of many.
local related_of <const>, none <const> = setmetatable({}, { __mode = "k" }), {}

--- What a claim may be asked for beyond its fields, and what makes it.
---@param claim ingot.Claim
---@return table<string, fun(claim: ingot.Claim): ingot.Claim>
function M.related(claim)
  return related_of[claim] or none
end

--- What a claim answers for by name, made once and kept.
---@param claim ingot.Claim
---@param name string
---@return ingot.Claim? claim nil when there is none of that name, or none for this claim
---@return string? message    why there is none for this claim
function M.ask(claim, name)
  local kept <const> = rawget(claim, name)
  if kept ~= nil then
    return kept
  end
  local make <const> = M.related(claim)[name]
  if not make then
    return nil
  end
  local made <const>, message <const> = make(claim)
  rawset(claim, name, made)
  return made, message
end

-- A claim's fields, then its methods, then the measures it can answer for.
function Claim.__index(claim, key)
  local method <const> = methods[key]
  if method then
    return method
  end
  local made <const>, message <const> = M.ask(claim, key)
  if made ~= nil or not message and optional[key] then
    return made
  end
  error(message or ("a claim (%s) has no '%s'%s"):format(rawget(claim, "kind"), tostring(key),
    M.did_you_mean(claim, tostring(key))), 2)
end

function Claim.__tostring(claim)
  if not claim.value then
    return claim.state
  end
  return claim:text()
end

local what_to_do <const> = {
  calculate = "what is printed is calculated by a metric of metrics, as ingot.metric \"balance\" "
    .. '{ formula = "exports - imports" }',
  compare = "a threshold that decides what is said is a rule of a class (ingot.class)",
}

-- No number that cannot be traced comes of a claim by accident.
local function refuse(verb)
  return function(a, b)
    local claim <const> = getmetatable(a) == Claim and a or b
    error(("cannot %s with a claim (%s of %s): its number is .value; %s"):format(verb, claim.kind,
      claim.metric, what_to_do[verb]), 2)
  end
end

for _, event in ipairs { "add", "sub", "mul", "div", "idiv", "mod", "pow", "unm" } do
  Claim["__" .. event] = refuse "calculate"
end
Claim.__lt, Claim.__le = refuse "compare", refuse "compare"

--- Makes a claim of its fields.
---@param fields table
---@param related? table<string, fun(claim: ingot.Claim): ingot.Claim>  what it can answer for
---@return ingot.Claim
function M.new(fields, related)
  related_of[fields] = related
  return setmetatable(fields, Claim)
end

---@return boolean
function M.is(value)
  return getmetatable(value) == Claim
end

--- For messages: the nearest measure to a name that a claim does not answer for.
---@param claim ingot.Claim
---@param name string
---@return string
function M.did_you_mean(claim, name)
  return suggest.did_you_mean(name, M.related(claim))
end

return M
