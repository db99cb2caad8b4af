-- Periods of the calendar as values: a month, a quarter, a half year, a year, or a range of months
-- (year to date, or months released jointly). A period is its first and last month, as integers
-- year × 12 + month − 1, and its kind; each exists once, so that == and table keys work, and none
-- can be changed. Arithmetic steps by the period's own length.
--
--   period "2025-04"  period "2025-Q1"  period "2025-H1"  period "2025"  period "2025-01..04"
--
-- Texts in words are read as well: period "January to April 2025", period "2025年1-4月".

local colon = require "ingot.colon"
local days = require "ingot.period.days"
local reading = require "ingot.period.reading"
local suggest = require "ingot.suggest"
local words = require "ingot.words"

---@class ingot.Period
---@field kind "month"|"quarter"|"half"|"year"|"range"
---@field from integer first month, year × 12 + month − 1
---@field to integer last month
---@field year integer of its first month
---@operator add(integer): ingot.Period
---@operator sub(integer): ingot.Period
local Period = {}

local M = {}

local ACCEPTED <const> =
  "expected 2025-04, 2025-Q1, 2025-H1, 2025, 2025-01..04 or 2024-11..2025-02, or words as "
  .. "April 2025 or 2025年1-4月"
local FIRST <const>, LAST <const> = 12, 9999 * 12 + 11 -- 0001-01 … 9999-12

local lengths <const> = { month = 1, quarter = 3, half = 6, year = 12 }

-- What is known of each period that exists; periods themselves are empty, hence unchangeable.
local facts = {} ---@type table<ingot.Period, table>
local known = {} ---@type table<string, ingot.Period>

local function year_of(month) return month // 12 end
local function month_of(month) return month % 12 + 1 end
local function month_text(month)
  return ("%04d-%02d"):format(year_of(month), month_of(month))
end

-- The canonical text of each kind.
local texts <const> = {
  month = function(from) return month_text(from) end,
  quarter = function(from) return ("%04d-Q%d"):format(year_of(from), from % 12 // 3 + 1) end,
  half = function(from) return ("%04d-H%d"):format(year_of(from), from % 12 // 6 + 1) end,
  year = function(from) return ("%04d"):format(year_of(from)) end,
  range = function(from, to)
    local last = year_of(from) == year_of(to) and ("%02d"):format(month_of(to)) or month_text(to)
    return month_text(from) .. ".." .. last
  end,
}

-- The one period of this kind and these months. A range of one month is that month; one of
-- January to December is that year.
local function intern(kind, from, to)
  if kind == "range" and from == to then kind = "month" end
  if kind == "range" and from % 12 == 0 and to == from + 11 then kind = "year" end
  local text = texts[kind](from, to)
  if not known[text] then
    known[text] = setmetatable({}, Period)
    facts[known[text]] = { kind = kind, from = from, to = to, year = year_of(from) }
    facts[known[text]].canonical = text
  end
  return known[text]
end

local function shifted(p, months)
  local from, to = p.from + months, p.to + months
  if from < FIRST or to > LAST then
    error(("%s %+d months is not between 0001 and 9999"):format(p, months), 3)
  end
  return intern(p.kind, from, to)
end

local function build(text, kind, year, month, last_year, last_month)
  for _, m in ipairs { month, last_month } do
    if m < 1 or m > 12 then
      return nil, ("'%s' is not a period: there is no month %02d"):format(text, m)
    end
  end
  if year == 0 or last_year == 0 then
    return nil, ("'%s' is not a period: there is no year 0000"):format(text)
  end
  local from, to = year * 12 + month - 1, last_year * 12 + last_month - 1
  if to < from then
    return nil, ("'%s' is not a period: it ends before it begins"):format(text)
  end
  return intern(kind, from, to)
end

--- Reads a period: its canonical text, or words of English or Chinese.
---
---     print(ingot.period.parse "January to April 2025")   --> 2025-01..04
---
---@param text string  "2025-04", "2025-01..04", "April 2025", "2025年上半年"
---@return ingot.Period? period
---@return string? message what is wrong, and what is accepted
function M.parse(text)
  if type(text) ~= "string" then
    return nil, ("a period as text expected, got %s"):format(type(text))
  end
  if reading.meaning(text) then return build(text, reading.meaning(text)) end
  return nil, ("'%s' is not a period%s: %s"):format(text, reading.did_you_mean(text), ACCEPTED)
end

--- A period from its text; a period is itself. Anything else is an error.
---
---     print(ingot.period.of "2025-04")   --> 2025-04
---
---@param value ingot.Period|string
---@param level integer? where the error points, as for `error`; 1 is the caller of this function
---@return ingot.Period
function M.of(value, level)
  if M.is(value) then return value --[[@as ingot.Period]] end
  local p, message = M.parse(value --[[@as string]])
  return p or error(message, (level or 1) + 1)
end

--- Whether a value is a period.
---
---     print(ingot.period.is(period), ingot.period.is "2025-04")   --> true    false
---
---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Period
end

--- The month of an integer, year × 12 + month − 1, as tables hold it.
---
---     print(ingot.period.from_month(2025 * 12 + 3))   --> 2025-04
---
---@param month integer
---@return ingot.Period
function M.from_month(month)
  if math.type(month) ~= "integer" or month < FIRST or month > LAST then
    error(("month: integer %d to %d expected, got %s"):format(FIRST, LAST, tostring(month)), 2)
  end
  return intern("month", month, month)
end

--- January and February of a year, which customs have released together since 2020.
---
---     print(ingot.period.joint(2025))   --> 2025-01..02
---
---@param year integer
---@return ingot.Period
function M.joint(year)
  return M.of(("%04d-01..02"):format(year), 2)
end

local methods = {}

--- Its methods, as help and completion name them.
M.methods = methods

--- The comparable period just before it: as long, and ending where this one begins.
---
---     print(ingot.period("2025-01"):previous())   --> 2024-12
---
---@return ingot.Period
function methods:previous()
  return shifted(self, -self:count())
end

--- The same months one year earlier.
---
---     print(ingot.period("2025-04"):year_ago())   --> 2024-04
---
---@return ingot.Period
function methods:year_ago()
  return shifted(self, -12)
end

--- Year to date: January to its last month (in December the year itself).
---
---     print(ingot.period("2025-04"):ytd())   --> 2025-01..04
---
---@return ingot.Period
function methods:ytd()
  return intern("range", self.to - self.to % 12, self.to)
end

--- The quarter of its last month.
---
---     print(ingot.period("2025-04"):quarter())   --> 2025-Q2
---
---@return ingot.Period
function methods:quarter()
  local first = self.to - self.to % 3
  return intern("quarter", first, first + 2)
end

--- The year of its last month.
---
---     print(ingot.period("2025-04"):full_year())   --> 2025
---
---@return ingot.Period
function methods:full_year()
  local january = self.to - self.to % 12
  return intern("year", january, january + 11)
end

--- From its first month to the last month of another: `period("2024-11"):through "2025-02"`.
---
---     print(ingot.period("2024-11"):through "2025-02")
---
---@param other ingot.Period|string
---@return ingot.Period
function methods:through(other)
  local last = M.of(other, 2)
  if last.to < self.from then
    error(("through: %s ends before %s begins"):format(last, self), 2)
  end
  return intern("range", self.from, last.to)
end

--- The n periods that end with this one, earliest first.
---
---     for _, month in ipairs(ingot.period("2025-04"):last(3)) do print(month) end
---
---@param n integer
---@return ingot.Period[]
function methods:last(n)
  if math.type(n) ~= "integer" or n < 1 then
    error(("last: positive integer expected, got %s"):format(tostring(n)), 2)
  end
  local list = {}
  for i = 1, n do list[i] = shifted(self, (i - n) * self:count()) end
  return list
end

-- Goes over the parts of a kind that a period is made of, without rest.
local function parts(p, kind)
  local length = lengths[kind]
  if p.from % length ~= 0 or p:count() % length ~= 0 then
    error(("%ss: %s is not made of whole %ss"):format(kind, p, kind), 3)
  end
  local from = p.from - length
  return function()
    from = from + length
    return from <= p.to and intern(kind, from, from + length - 1) or nil
  end
end

--- Its months in order: `for month in p:months() do`.
---
---     for month in ingot.period("2025-Q1"):months() do print(month) end
---
---@return fun(): ingot.Period?
function methods:months() return parts(self, "month") end

--- Its quarters in order; an error where it is not made of whole ones.
---
---     for quarter in ingot.period("2025"):quarters() do print(quarter) end
---
---@return fun(): ingot.Period?
function methods:quarters() return parts(self, "quarter") end

--- Its years in order; an error where it is not made of whole ones.
---
---     for year in ingot.period("2024-01"):through("2025-12"):years() do print(year) end
---
---@return fun(): ingot.Period?
function methods:years() return parts(self, "year") end

--- How many months it has.
---
---     print(ingot.period("2025-Q1"):count())   --> 3
---
---@return integer
function methods:count()
  return self.to - self.from + 1
end

--- Whether another period lies wholly in it.
---
---     print(ingot.period("2025"):contains "2025-04")   --> true
---
---@param other ingot.Period|string
---@return boolean
function methods:contains(other)
  local p = M.of(other, 2)
  return self.from <= p.from and p.to <= self.to
end

--- Whether it has a month in common with another.
---
---     print(ingot.period("2025-Q1"):overlaps "2025-03")   --> true
---
---@param other ingot.Period|string
---@return boolean
function methods:overlaps(other)
  local p = M.of(other, 2)
  return self.from <= p.to and p.from <= self.to
end

--- How many days it has.
---
---     print(ingot.period("2025-02"):days())   --> 28
---
---@return integer
function methods:days()
  local n = 0
  for month = self.from, self.to do n = n + days.of_month(month) end
  return n
end

-- Fills a language's pattern for a period, as "{month} to {last} {year}".
local function worded(p, patterns, names)
  local pattern = year_of(p.from) ~= year_of(p.to) and patterns.years or patterns[p.kind]
  local length = lengths[p.kind]
  local n = length and p.from % 12 // length + 1
  local values = {
    year = p.year, last_year = year_of(p.to), n = n,
    month = names.months[month_of(p.from)], last = names.months[month_of(p.to)],
    quarter = names.quarters[n], half = names.halves[n],
  }
  return (pattern:gsub("{([%w_]+)}", values))
end

--- As it stands in a sentence: "April 2025", "January to April 2025"; "2025年4月", "2025年1-4月".
---
---     print(ingot.period("2025-04"):text(), ingot.period("2025-04"):text "zh")
---
---@param lang? "en"|"zh"
---@return string
function methods:text(lang)
  local names = words.language(lang).period
  return worded(self, names.text, names)
end

--- The same without the year: "April", "January to April", "Q1", "the full year".
---
---     print(ingot.period("2025-04"):months_text())   --> April
---
---@param lang? "en"|"zh"
---@return string
function methods:months_text(lang)
  local names = words.language(lang).period
  return worded(self, names.months_text, names)
end

--- Behind its preposition: "in April 2025", "from January to April 2025"; the period alone in Chinese.
---
---     print(ingot.period("2025-04"):within_text())   --> in April 2025
---
---@param lang? "en"|"zh"
---@return string
function methods:within_text(lang)
  local within = words.language(lang).period.within
  local pattern = within[self.kind] or within.other
  return (pattern:gsub("{period}", self:text(lang)))
end

colon.guard(methods, "period", M.is)

local unknown_name <const> = suggest.index("a period", methods)

function Period.__index(p, key)
  local value <const> = facts[p][key] or methods[key]
  if value ~= nil then return value end
  return unknown_name(p, key) -- a tail call: its error points at the line that asked
end

function Period.__newindex()
  error("a period cannot be changed", 2)
end

Period.__name = "ingot.period"
Period.__tostring = function(p) return facts[p].canonical end
Period.__concat = function(a, b) return tostring(a) .. tostring(b) end

-- Both sides of a comparison; a text is none, since == could not take one either.
local function demand_periods(a, b)
  for _, side in ipairs { a, b } do
    if not M.is(side) then
      error(('a period is compared with a period, as ingot.period "2025-04", got %s'):format(
        type(side)), 3)
    end
  end
end

Period.__lt = function(a, b)
  demand_periods(a, b)
  return a.from < b.from or a.from == b.from and a.to < b.to
end
Period.__le = function(a, b)
  demand_periods(a, b)
  return a == b or a < b
end
Period.__add = function(p, n)
  if math.type(n) ~= "integer" then
    error(("period + integer expected, got %s"):format(type(n)), 2)
  end
  return shifted(p, n * p:count())
end
Period.__sub = function(p, n)
  if math.type(n) ~= "integer" then
    error(("period - integer expected, got %s"):format(type(n)), 2)
  end
  return shifted(p, -n * p:count())
end

return setmetatable(M, { __call = function(_, value)
  return (M.of(value, 2))
end })
