--- A plain series: numbers of periods that follow each other, `false` where there is none.
---
--- All tools of series, and composite indices, take this and give this. A series is never changed:
--- what a tool makes of it is another one. Values are floats; claims and exact decimals end here.

local colon <const> = require "ingot.colon"
local error_ <const> = require "ingot.error"
local period <const> = require "ingot.period"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.table"

---@alias ingot.SeriesFlag
---| "imputed"    split from a value of several months
---| "projected"  nobody has published it yet
---| "joint"      February's holds January as well, which has none

---@class ingot.Series
---@field name string
---@field unit string                   "" of a plain number
---@field frequency "month"|"quarter"|"year"
---@field from integer                  first month of the first period, year × 12 + month − 1
---@field values (number|false)[]       without holes: `false` where there is no value
---@field flags table<integer, ingot.SeriesFlag>  index → what is special about a value
---@field adjusted boolean              whether it is seasonally adjusted already
---@field sources ingot.Source[]        files it is from; none of a plain list
---@field claims? table<integer, ingot.Claim>  levels it was made of, by first month; of none computed
---@field changed? boolean              whether its values were computed of those it came with
---@operator len: integer
local Series <const> = {}

local M = {}

--- Its methods, as help and completion name them.
M.methods = Series

--- How many months a period has.
M.months = { month = 1, quarter = 3, year = 12 }

local Meta <const> = {
  __name = "ingot.series",
  __index = suggest.index("a series", Series, { claims = true, changed = true }),
  __len = function(s) return #s.values end,
  __tostring = function(s)
    return ("%s, %s to %s"):format(s.name, s:period(1), s:period(#s.values))
  end,
}

--- Makes a series of its fields, which it keeps. `frequency` is "month", `flags` and `sources` none,
--- `adjusted` false where left out.
---@param fields table  name, unit, from, values, and what else a series has
---@return ingot.Series
function M.new(fields)
  fields.unit = fields.unit or ""
  fields.frequency = fields.frequency or "month"
  fields.flags, fields.sources = fields.flags or {}, fields.sources or {}
  fields.adjusted = fields.adjusted or false
  return setmetatable(fields, Meta)
end

---@param value any
---@return boolean
function M.is(value)
  return getmetatable(value) == Meta
end

--- Another series of the same periods: with other values, or another name, unit or flags.
---
---     local named = months:with { name = "exports of cable" }
---
---@param fields table  what is other
---@return ingot.Series
function Series:with(fields)
  local changed <const> = fields.values ~= nil and fields.values ~= self.values
  return M.new {
    changed = self.changed or changed or nil, claims = not changed and self.claims or nil,
    name = fields.name or self.name, unit = fields.unit or self.unit, frequency = self.frequency,
    from = self.from, values = fields.values or self.values, flags = fields.flags or self.flags,
    adjusted = fields.adjusted == nil and self.adjusted or fields.adjusted, sources = self.sources,
  }
end

-- A quarter is read and shown as one, a year as one.
local function period_at(s, i)
  local months <const> = M.months[s.frequency]
  local first <const> = period.from_month(s.from + (i - 1) * months)
  return months == 1 and first or months == 3 and (first + 2):quarter() or first:full_year()
end

--- The period of a place in the list.
---
---     print(months:period(1))
---
---@param i integer  from 1
---@return ingot.Period
function Series:period(i)
  return period_at(self, i)
end

--- The place of a period in the list; nil outside the series.
---
---     print(months:index "2025-04")
---
---@param at ingot.Period|string
---@return integer?
function Series:index(at)
  local p <const> = period.of(at, 2)
  local months <const> = M.months[self.frequency]
  if p:count() ~= months then
    error(("index: series '%s' is by the %s, got %s"):format(self.name, self.frequency, p), 2)
  end
  local i <const> = (p.from - self.from) // months + 1
  return i >= 1 and i <= #self.values and i or nil
end

--- The value of a period; nil where there is none.
---
---     print(months:at "2025-04")
---
---@param at ingot.Period|string
---@return number?
function Series:at(at)
  local i <const> = self:index(at)
  return i and self.values[i] or nil
end

--- The part from one period to another, both included.
---
---     local year = months:span("2025-01", "2025-12")
---
---@param from ingot.Period|string
---@param to ingot.Period|string
---@return ingot.Series
function Series:span(from, to)
  local first <const>, last <const> = self:index(from), self:index(to)
  if not first or not last or last < first then
    error(("span: series '%s' is of %s to %s, got %s to %s"):format(self.name, period_at(self, 1),
      period_at(self, #self.values), from, to), 2)
  end
  local flags <const> = {}
  for i, flag in pairs(self.flags) do
    flags[i - first + 1] = i >= first and i <= last and flag or nil
  end
  local cut <const> = self:with {
    values = table.move(self.values, first, last, 1, {}), flags = flags,
  }
  cut.from = self.from + (first - 1) * M.months[self.frequency]
  cut.changed, cut.claims = self.changed, self.claims -- fewer values are not other ones
  return cut
end

--- As a table in the form that `ingot.indicator` reads: series, month (the last of the period), value,
--- unit, flag. Periods without a value have no row.
---
---     print(months:table())
---
---@return ingot.Table
function Series:table()
  local names <const>, months <const>, values <const>, units <const>, flags <const> = {}, {}, {}, {}, {}
  local length <const> = M.months[self.frequency]
  for i, x in ipairs(self.values) do
    if x then
      local n <const> = #values + 1
      names[n], values[n], units[n], flags[n] = self.name, x + 0.0, self.unit, self.flags[i]
      months[n] = tostring(period.from_month(self.from + i * length - 1))
    end
  end
  local types <const> = { series = "text", month = "month", value = "real", unit = "text", flag = "text" }
  return table_.new({ { "series", names }, { "month", months }, { "value", values },
    { "unit", units }, { "flag", flags } }, { types = types, rows = #values })
end

--- What a tool asks of a series; whatever is not so is an error of the data that names the series and
--- the first month at fault.
---@class ingot.SeriesDemand
---@field least? integer    values, at least
---@field positive? boolean values above zero
---@field whole? boolean    no gaps; true by default
---@field joint? boolean    values of two months are taken; false by default
---@field frequency? "month"|"quarter"|"year"

--- Holds a series to what a tool needs.
---@param s any
---@param tool string  named in errors
---@param demand ingot.SeriesDemand
---@param level? integer  of the tool's caller, as for `error`
---@return number[] values  those of the series
function M.demand(s, tool, demand, level)
  level = (level or 1) + 1
  if not M.is(s) then
    error(("%s: a series expected, as ingot.series(data, \"al_output\"), got %s"):format(tool,
      type(s)), level)
  elseif demand.frequency and s.frequency ~= demand.frequency then
    error(("%s: series '%s' is by the %s, by the %s expected"):format(tool, s.name, s.frequency,
      demand.frequency), level)
  elseif #s.values < (demand.least or 1) then
    error_.raise("data", ("%s: series '%s': %d %ss or more expected, got %d"):format(tool, s.name,
      demand.least or 1, s.frequency, #s.values))
  end
  if demand.whole == false and not demand.positive and not next(s.flags) then
    return s.values --[[@as number[] ]]
  end
  for i, x in ipairs(s.values) do
    local after <const> = s.flags[x and i or i + 1]
    if after == "joint" and not demand.joint then
      error_.raise("data", ("%s: series '%s': %s holds January and February together; "
        .. "ingot.series.split_joint splits them"):format(tool, s.name, s:period(x and i or i + 1)))
    elseif not x and demand.whole ~= false then
      error_.raise("data", ("%s: series '%s': %s has no value"):format(tool, s.name, s:period(i)))
    elseif x and demand.positive and x <= 0 then
      error_.raise("data", ("%s: series '%s': %s is %.14g, a value above 0 expected"):format(tool,
        s.name, s:period(i), x))
    end
  end
  return s.values --[[@as number[] ]]
end

colon.guard(Series, "series", M.is)

return M
