-- A claim of a published article: a figure as it is printed, what it says, and the values it may stand
-- for. `v ± half a step` where it was rounded, `[v, v + step)` where it was cut, `(v − step, v]` where
-- it was rounded up, all by size, so that negatives mirror; a step is one unit of the last digit that
-- counts as printed.

local number <const> = require "ingot.number"
local subjects <const> = require "ingot.check.subject"
local undated <const> = require "ingot.check.undated"
local unit <const> = require "ingot.unit"

local M = {}

---@alias ingot.check.Kind "level"|"mom"|"yoy"|"ytd"|"ytd_yoy"|"share"|"rank"|"change"|"net"|"streak"|"index"|"bound"
---@alias ingot.check.Mode "round"|"truncate"|"round_up"

---@class ingot.check.Claim
---@field id string                  "f1", "f2" … in the order of the text
---@field quote string               number and unit as they stand there: "30,400 mt"
---@field offset integer             of the quote: bytes of the article's UTF-8 from 0
---@field length integer             in bytes
---@field digits string              the number alone: "30,400"
---@field digits_offset integer      where that begins
---@field kind ingot.check.Kind
---@field value ingot.Number         signed by its words ("down 8.7%" is -8.7); levels in the base unit
---   (30.4 kt is 30400 t); rates, shares and points as printed
---@field step ingot.Number          one unit of the last digit as written, in the same unit: 1 of
---   "30,400 mt", 1000 of "3.615 million tons"
---@field unit string                "t" "%" "pp" "points" "USD" "CNY" "USD/t" "CNY/t" "" …: base units
---@field period? ingot.Period       of the figure: 2025-04, 2025-01..04, 2025
---@field subject? ingot.check.Subject
---@field base? { period?: ingot.Period, subject?: ingot.check.Subject, mean?: integer }  of a rate or
---   change: what it is against; nil period: not said
---@field whole? { subject: ingot.check.Subject, period?: ingot.Period }  of a share
---@field contributes? ingot.check.Subject  of a change in points: the whole to whose growth it is a part
---@field of? { id: string }         the claim that a rate, change or share was said of in the text, where there is one
---@field part_of? { id: string }    the level that it is listed as a part of: "of which LNG 33.8 bcm"
---@field n? integer                 of a rank or streak; negative ranks count from the smallest
---@field mean? integer              the figure is a mean per month over so many months, those of `period`
---@field unit_value? boolean       an average price: the value of what was traded by its amount
---@field approx? string             "about", "nearly", …: as written
---@field bound? "above"|"below"     "over 60%", "less than 0.1%"
---@field range? { low: ingot.Number, high: ingot.Number }  both ends, of one of "16,200-16,300"
---@field moved? { text: string, sign: integer, size?: "slight"|"plain"|"sharp"|"surge" }  the word
---   that gave its direction
---@field listed? { list: integer, place: integer }  a member of an enumeration or table, and its place there
---@field readings? table[]          other ways to read it, likeliest first: tables of the fields that
---   differ (subject, period, base, whole, kind)
---@field sure? boolean               false: the reading is a guess, which accuses no other claim
---@field strange? boolean            it is not sure what it is of, yet within its sentence it is of one thing
---@field adrift? boolean             a level whose sentence names neither flow nor product nor member
---@field sentence integer           number of its sentence on the page
---@field issue? ingot.check.Issue   of a figure that a ledger keeps: its article; such have no place
---@field block integer              number of its block on the page
---@field role? "title"|"body"|"table"|"caption"

-- Units whose whole numbers are printed to the last digit, zeros and all.
local all_printed <const> = { ["%"] = true, pp = true, points = true, bp = true, [""] = true }

local MOST_ZEROS <const> = 3 -- of a whole number, that may not be printed digits

--- How many digits behind the point are printed.
---@param claim ingot.check.Claim
---@return integer
function M.decimals(claim)
  return #(claim.digits:match "%.(%d+)$" or "")
end

--- How many zeros end a whole number: those that may stand for what was rounded away. The zero of
--- nothing at all is a digit as any other.
---@param claim ingot.check.Claim
---@return integer
function M.zeros(claim)
  return #(claim.digits:gsub("[^%d.]", ""):match "^%d*[1-9](0*)$" or "")
end

--- The step of a whole number whose zeros at the end were not printed digits: 100 of 30,400, 1,000 of
--- 227,000; of others, and of percent and points unless approximate, the last digit.
---@param claim ingot.check.Claim
---@return ingot.Number
function M.own_step(claim)
  if all_printed[claim.unit] and not claim.approx then
    return claim.step
  end
  return number.shift(claim.step, math.min(M.zeros(claim), MOST_ZEROS))
end

-- Words that put a value below the figure: "nearly 30,000 mt" may be any that is a step short of it.
local short_of <const> = {
  nearly = true, almost = true, ["close to"] = true, ["just under"] = true, ["just below"] = true,
}

local HALF <const> = number.exact(5, 1)

-- Distances from the size of a value to its ends, in steps, and whether these are open.
local modes <const> = {
  round = { low = number.negate(HALF), high = HALF, high_open = true },
  truncate = { low = number.exact(0), high = number.exact(1), high_open = true },
  round_up = { low = number.exact(-1), high = number.exact(0), low_open = true },
}

---@class ingot.check.Interval
---@field low? ingot.Number    nil: no end
---@field low_open? boolean
---@field high? ingot.Number
---@field high_open? boolean

local NOTHING <const> = number.exact(0)

-- A step times a factor of the table above, exactly.
local function scaled(step, factor)
  local units <const> = math.abs(factor.units)
  local size <const> = units == 0 and NOTHING
    or number.shift(number.times(step, units), -factor.scale)
  return factor.units < 0 and number.negate(size) or size
end

local function begins_with_sign(text)
  return text:find "^[-(]" ~= nil or text:find("\u{2212}", 1, true) == 1
end

--- Whether the sign of a figure is printed with it: "−3.5%", "(3.5)".
---@param claim ingot.check.Claim
---@return boolean
function M.is_signed(claim)
  return begins_with_sign(claim.digits) or begins_with_sign(claim.quote)
end

--- Whether a figure is below zero by the words around it: "fell by 8.7%".
---@param claim ingot.check.Claim
---@return boolean
function M.is_fall(claim)
  return number.sign(claim.value) < 0 and not M.is_signed(claim)
end

-- A fall of more than 90% is below -90%, one of less than 10% above -10%.
local function bounded(claim)
  local is_low = claim.bound == "above"
  if M.is_fall(claim) then
    is_low = not is_low
  end
  return is_low and { low = claim.value } or { high = claim.value }
end

--- The values a claim may stand for.
---@param claim ingot.check.Claim
---@param mode ingot.check.Mode
---@param step ingot.Number
---@return ingot.check.Interval
function M.interval(claim, mode, step)
  if claim.bound then
    return bounded(claim)
  elseif claim.range then
    return { low = claim.range.low, high = claim.range.high }
  end
  local way <const>, size <const> = modes[mode], number.abs(claim.value)
  local nearly <const> = claim.approx and short_of[claim.approx:lower()]
  local low <const> = number.add(size, nearly and number.negate(step) or scaled(step, way.low))
  local high <const> = number.add(size, scaled(step, way.high))
  if number.sign(size) == 0 then -- of which the sign is not known
    return { low = number.negate(high), low_open = way.high_open, high = high,
      high_open = way.high_open }
  elseif number.sign(claim.value) < 0 then
    return { low = number.negate(high), low_open = way.high_open, high = number.negate(low),
      high_open = way.low_open }
  end
  return { low = low, low_open = way.low_open, high = high, high_open = way.high_open }
end

--- The name of a quantity: what tells one variable from all others.
--- A quarter and its three months are one period.
---@param subject ingot.check.Subject
---@param period ingot.Period
---@param unit_name string  its base unit: amounts and money of one subject are two quantities
---@return string
function M.key(subject, period, unit_name)
  local known <const> = unit.find(unit_name)
  local parts <const> = { ("%d..%d"):format(period.from, period.to),
    known and known.dimension or unit_name }
  for _, field in ipairs(subjects.fields) do
    parts[#parts + 1] = subject[field] and field .. "=" .. subject[field] or nil
  end
  return table.concat(parts, "|")
end

local implied <const> = {
  mom = function(when) return when.kind ~= "range" and when:previous() or nil end,
  yoy = function(when) return when:year_ago() end,
  ytd_yoy = function(when) return when:year_ago() end,
}

--- The period that a change is against where the text does not say: the one before, or a year before.
--- Nil of what is no change, and of a range, before which nothing of its like need lie.
---@param claim ingot.check.Claim  with its period
---@return ingot.Period?
function M.implied_base(claim)
  local of <const> = implied[claim.kind]
  return of and of(claim.period)
end

--- The period that most claims are of; of those that as many are of, the last. Months of an article
--- that names no year are none.
---@param claims ingot.check.Claim[]
---@return ingot.Period?
function M.main_period(claims)
  local counts <const>, best = {}, nil
  for _, claim in ipairs(claims) do
    local when <const> = claim.period
    if when and not undated.is(when) then
      counts[when] = (counts[when] or 0) + 1
      local most <const> = best and counts[best] or 0
      if counts[when] > most or counts[when] == most and best < when then
        best = when
      end
    end
  end
  return best
end

return M
