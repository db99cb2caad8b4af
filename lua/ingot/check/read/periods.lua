-- What the periods of an article mean: "April" and "last month" by what was spoken of and by the
-- date of publication, "the same period of 2024" by the period of the figure.

local period <const> = require "ingot.period"

local M = {}

---@class ingot.check.Calendar
---@field latest? integer        the latest month a figure can be of: year × 12 + month − 1
---@field published? integer     the month of publication, likewise
---@field main? ingot.Period     the period the article is about

local lengths <const> = { month = 1, quarter = 3, half = 6, year = 12 }

local patterns <const> = {
  month = function(y, from) return ("%04d-%02d"):format(y, from) end,
  quarter = function(y, from) return ("%04d-Q%d"):format(y, (from + 2) // 3) end,
  half = function(y, from) return ("%04d-H%d"):format(y, from > 6 and 2 or 1) end,
  year = function(y) return ("%04d"):format(y) end,
  range = function(y, from, to) return ("%04d-%02d..%02d"):format(y, from, to) end,
}
patterns.joint = patterns.range

local function build(kind, y, from, to)
  from, to = from or 1, to or from or 12
  if not patterns[kind] or y < 1800 or y > 2200 then
    return nil
  end
  if from > to then -- November to February: over the turn of the year
    return (period.parse(("%04d-%02d..%04d-%02d"):format(y - 1, from, y, to)))
  end
  return (period.parse(patterns[kind](y, from, to)))
end

-- The year of months named without one: the last time they were over.
local function guess(calendar, to)
  local latest <const> = calendar.latest
  if not latest then
    return nil
  end
  local y <const> = latest // 12
  return y * 12 + to - 1 > latest and y - 1 or y
end

local function shifted(p, months)
  local ok <const>, moved = pcall(function()
    local n <const> = p:count()
    if months % n == 0 then
      return p + months // n
    end
    return period.from_month(p.from + months):through(period.from_month(p.to + months))
  end)
  return ok and moved or nil
end
M.shifted = shifted

-- The period of a kind that holds a month.
local function around(kind, month)
  local y <const>, m <const> = month // 12, month % 12 + 1
  local n <const> = lengths[kind] or 1
  local from <const> = m - (m - 1) % n
  return build(lengths[kind] and kind or "month", y, from, from + n - 1)
end

-- A period so many of its kind before another, or before the month of publication.
local function relative(when, calendar, of, base)
  local kind <const> = lengths[when.kind] and when.kind or of and of.kind or "month"
  local p
  if base and when.kind == "year" and when.back == 1 and of and of:count() < 12 then
    return shifted(of, -12)
  elseif when.kind == "previous" then
    p = of
  elseif when.news and not base and not calendar.published and calendar.main then
    return around(kind, calendar.main.to)
  elseif base or not calendar.published then
    p = of and (of:count() == lengths[kind] and of or around(kind, of.to))
  elseif when.back == 0 and calendar.main then
    return around(kind, calendar.main.to)
  else
    p = around(kind, calendar.published)
  end
  return p and shifted(p, -when.back * p:count())
end

local function year_of(when, calendar, of)
  if when.year then
    return when.year
  end
  local now <const> = of and of.to // 12 or calendar.latest and calendar.latest // 12
  return when.year_back and now and now - when.year_back
end

-- From January on: to the month that was spoken of.
local function to_date(when, calendar, of)
  local last <const> = of and of.to or calendar.latest
  local y <const> = year_of(when, calendar, of) or last and last // 12
  return last and build("range", y, 1, last % 12 + 1)
end

local function last_ones(when, calendar, of)
  local to <const> = when.to and guess(calendar, when.to) * 12 + when.to - 1 or of and of.to
  local length <const> = (lengths[when.of] or 1) * (when.n or 1)
  if not to or length > 240 then
    return nil
  end
  return period.from_month(to - length + 1):through(period.from_month(to))
end

local makers <const> = {
  same = function(when, _, of)
    local years <const> = of and when.year and of.to // 12 - when.year or when.years or 1
    return of and shifted(of, -12 * years)
  end,
  last = function(when, calendar, of)
    return (not when.to or calendar.latest) and last_ones(when, calendar, of) or nil
  end,
  week = function() end,
  fiscal = function() end, -- whose months are not told
}

--- A period of the text as one of the calendar.
---@param when table               of a token
---@param calendar ingot.check.Calendar
---@param of? ingot.Period         the figure's period, for a base; else what was spoken of last
---@param base? boolean            whether it is what something is compared with
---@return ingot.Period?
function M.resolve(when, calendar, of, base)
  of = of or calendar.main
  if when.spoken and of and of:count() == when.spoken then
    return of
  elseif makers[when.kind] then
    return makers[when.kind](when, calendar, of)
  elseif when.ytd then
    return to_date(when, calendar, of)
  elseif when.back and not when.from and not when.year_back then
    return relative(when, calendar, of, base)
  end
  if base and when.kind == "year" and when.year_back == 1 and of and of:count() < 12 then
    return shifted(of, -12)
  end
  local y <const> = year_of(when, calendar, of) or when.kind == "year" and of and of.to // 12
    or guess(calendar, when.to or when.from or 12)
  if not y then
    return nil
  elseif when.to_year and when.to_year ~= y and y > 1800 and when.to_year < 2200 then
    return (period.parse(("%04d-%02d..%04d-%02d"):format(y, when.from or 1, when.to_year,
      when.to or 12)))
  end
  return build(when.kind, y, when.from, when.to)
end

--- The relation a base stands in to a period.
---@param p ingot.Period
---@param base ingot.Period
---@return "mom"|"yoy"|nil
function M.relation(p, base)
  if p:count() ~= base:count() then
    return nil
  elseif p.from - base.from == p:count() then
    return p:count() == 12 and "yoy" or "mom"
  elseif p.from - base.from == 12 then
    return "yoy"
  end
end

--- The base of a period under a relation.
---@param p? ingot.Period
---@param relation? string
---@return ingot.Period?
function M.base(p, relation)
  if not p then return nil end
  if relation == "yoy" then return shifted(p, -12) end
  if relation == "mom" then return shifted(p, -p:count()) end
end

return M
