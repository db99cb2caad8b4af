--- What the program's own figures say a claim's figure is: as a claim of ours says it, or as it
--- follows from our levels.

local claim_ <const> = require "ingot.check.claim"
local months <const> = require("ingot.check.against.catalog").months
local number <const> = require "ingot.number"
local subjects <const> = require "ingot.check.subject"
local unit <const> = require "ingot.unit"

local M = {}

---@class ingot.check.Expected
---@field value ingot.Number   in the claim's unit
---@field source string        "april.claims.json, c4"
---@field sure boolean         whether the period it is against, or the whole, was said
---@field others ingot.Number[]  what other files have, where they disagree

--- A value in another unit; nil where that counts something else, or it would not fit.
---@param value ingot.Number
---@param from string
---@param to string
---@return ingot.Number?
function M.converted(value, from, to)
  if from == to then
    return value
  end
  local a <const>, b <const> = unit.find(from), unit.find(to)
  if not a or not b or a.dimension ~= b.dimension then
    return nil
  end
  local fits <const>, result <const> = pcall(unit.convert, value, from, to) -- past 64 bits is an error
  return fits and result or nil
end

local converted <const> = M.converted

-- A figure of ours in the unit of a claim.
local function given(figure, claim, sure)
  local value <const> = figure and converted(figure.value, figure.unit, claim.unit)
  if not value then
    return nil
  end
  local others <const> = {}
  for i, other in ipairs(figure.others or {}) do
    others[i] = converted(other.value, other.unit, claim.unit)
  end
  return { value = value, source = figure.source, sure = sure, others = others }
end

local function computed(value, figure, other, sure)
  return value and {
    value = value, sure = sure, others = {},
    source = figure.source == other.source and figure.source or figure.source .. "; " .. other.source,
  }
end

-- The period that a change is against: as said, else the one its kind has.
local function base_of(claim)
  local base <const> = claim.base or {}
  if base.mean or base.subject and not subjects.same(base.subject, claim.subject) then
    return nil
  end
  local period <const> = base.period or claim_.implied_base(claim)
  return period or claim.period:previous(), period ~= nil
end

local function level(claim, series)
  return not claim.mean and given(series.levels[months(claim.period)], claim, true) or nil
end

local function against_base(place, compute)
  return function(claim, series)
    local base <const>, sure <const> = base_of(claim)
    if not base then
      return nil
    end
    local told <const> = given(series[place][months(claim.period) .. " " .. months(base)], claim, sure)
    local now <const>, before <const> = series.levels[months(claim.period)],
      series.levels[months(base)]
    if told or not now or not before or now.unit ~= before.unit then
      return told
    end
    return computed(compute(now, before, claim.unit), now, before, sure)
  end
end

local rate <const> = against_base("rates", function(now, before, of_unit)
  return of_unit == "%" and number.sign(before.value) > 0 and number.change(now.value, before.value)
    or nil
end)

local difference <const> = against_base("changes", function(now, before, of_unit)
  local fits <const>, value <const> = pcall(number.sub, now.value, before.value)
  return fits and converted(value, now.unit, of_unit) or nil
end)

local function share(claim, series, whole)
  if not whole or whole == series then
    return nil
  end
  local of_period <const> = months(claim.whole and claim.whole.period or claim.period)
  local key <const> = ("%s %s %s"):format(months(claim.period), whole.id, of_period)
  local told <const> = given(series.shares[key], claim, claim.whole ~= nil)
  local part <const>, total <const> = series.levels[months(claim.period)], whole.levels[of_period]
  if told or not part or not total or part.unit ~= total.unit or claim.unit ~= "%"
    or number.sign(total.value) <= 0 then
    return told
  end
  return computed(number.percent_of(part.value, total.value), part, total, claim.whole ~= nil)
end

local function ordinal(place)
  return function(claim, series)
    local figure <const> = series[place][months(claim.period)]
    return figure and (claim.n or 0) > 0 and {
      value = figure.value, source = figure.source, sure = true, others = {},
    } or nil
  end
end

local function change(claim, series)
  return (claim.unit == "%" and rate or difference)(claim, series)
end

local ways <const> = {
  level = level, ytd = level, net = level, index = level,
  mom = rate, yoy = rate, ytd_yoy = rate, change = change, share = share, rank = ordinal "ranks",
  streak = ordinal "streaks",
  bound = function(claim, series, whole)
    local way <const> = claim.whole and share or claim.base and change or level
    return way(claim, series, whole)
  end,
}

--- What a claim's figure should be.
---@param claim ingot.check.Claim   with subject and period
---@param series ingot.check.Series
---@param whole? ingot.check.Series  of a share
---@return ingot.check.Expected?
function M.of(claim, series, whole)
  local way <const> = ways[claim.kind]
  return way and way(claim, series, whole)
end

return M
