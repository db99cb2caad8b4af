--- An index built from data: what a script asks.

local claim <const> = require "ingot.claim"
local colon <const> = require "ingot.colon"
local claims <const> = require "ingot.index.claims"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local plain <const> = require "ingot.series.plain"
local rational <const> = require "ingot.rational"
local result_ <const> = require "ingot.decompose.result"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.table"

---@class ingot.BuiltIndex
---@field name string
---@field definition ingot.IndexDefinition
---@field sources ingot.Source[]
---@field notices ingot.IndexNotice[]  what was odd, with series and month
---@field from ingot.Period  the first month with a level
---@field to ingot.Period    the last
---@field package result ingot.IndexResult
local Built = {}
local Meta <const> = { __name = "ingot.index", __index = suggest.index("an index", Built) }

local M = {}

--- Its methods, as help and completion name them.
M.methods = Built

-- A month of the frame for a period.
local function month_in(built, within, level)
  local month <const> = period.of(within, level + 1)
  if month.kind ~= "month" then
    error(("index '%s': a month expected, got %s"):format(built.name, month), level + 1)
  end
  return month.from - built.result.frame.from + 1
end

-- The last month when none is said.
local function asked(built, within, level)
  return within == nil and built.result.last or month_in(built, within, level + 1)
end

--- The level of a month as a claim: with `.change`, in points, and `.before`.
---
---     print(home:at "2025-11", home:at("2025-11").change)
---
---@param within? ingot.Period|string  a month; the last one when left out
---@return ingot.Claim
function Built:at(within)
  return claims.level(self, (asked(self, within, 2)))
end

--- Levels of months as claims, for charts and tables; all of them when left out.
---
---     article:chart("lines", home:series(ingot.period("2025-11"):last(12)))
---
---@param periods? (ingot.Period|string)[]
---@return ingot.Claim[]
function Built:series(periods)
  local list <const> = {}
  if not periods then
    for t = self.result.first, self.result.last do
      list[#list + 1] = claims.level(self, t)
    end
    return list
  end
  for i, within in ipairs(periods) do
    list[i] = claims.level(self, (month_in(self, within, 2)))
  end
  return list
end

--- The index as a series: for smoothing, turning points, or as a component of another.
---
---     local turns = ingot.turning_points(home:values(), 2)
---
---@return ingot.Series
function Built:values()
  local values <const>, flags <const> = {}, {}
  for t = self.result.first, self.result.last do
    values[#values + 1] = self.result.levels[t]
    flags[#values] = self:projected(t)[1] and "projected" or nil
  end
  return plain.new { name = self.name, from = self.from.from, values = values, flags = flags,
    sources = self.sources }
end

--- Names of the components that are projected in a month of the frame.
---
---     print(table.concat(home:projected(12), ", "))
---
---@package
---@param t integer
---@return string[]
function Built:projected(t)
  local names <const> = {}
  for _, item in ipairs(self.result.frame.items) do
    names[#names + 1] = item.projected > 0 and t > item.last and t <= item.last + item.projected
      and item.name or nil
  end
  return names
end

-- What a component is called, and its place among the items of the frame.
local function subjects_of(built)
  local places <const>, list <const> = {}, {}
  for i, item in ipairs(built.result.frame.items) do
    places[item.name] = i
  end
  for _, component in ipairs(built.definition.components) do
    list[#list + 1] = {
      i = places[component.name], component = component, subject = {
        dimension = "series", code = component.name, en = component.en or component.name,
        zh = component.zh or component.en or component.name,
      },
    }
  end
  return list
end

local trend <const> = {
  dimension = "series", code = "trend", en = "Trend of the coincident index", zh = "一致指数趋势",
}

-- The cut points of rows, so that what is printed adds up to the printed change.
local function cut(rows, change, decimals)
  local parts <const> = {}
  for i, row in ipairs(rows) do
    parts[i] = rational.from(row.contribution.value)
  end
  local whole <const> = rational.sum(parts)
  local list <const>, total <const> = rational.apportion(parts, whole, decimals)
  local function printed(level, value)
    local fields <const> = {}
    for key, kept in pairs(level) do
      fields[key] = kept
    end
    fields.value = value
    fields.state = number.sign(value) == 0 and "zero" or "value"
    fields.display = { unit = "points", decimals = decimals }
    fields.formula = ("%s, cut to %d decimal%s so that the parts add up"):format(level.formula,
      decimals, decimals == 1 and "" or "s")
    return claim.new(fields)
  end
  for i, row in ipairs(rows) do
    row.printed = printed(row.contribution, list[i])
  end
  return printed(change, total)
end

---@class ingot.IndexContributions: ingot.Decomposition
---@field missing string[]    components without a value in the month
---@field projected string[]  those whose value is projected
---@field coverage number     the part of the weight that was observed, 0 to 1

--- By how many points each component moved the index on the month before. Each row has
--- `contribution`, unrounded, and `printed`, cut so that what is printed adds up to the printed
--- change; rows in the order of the components, what the index it is like adds last.
---
---     print(home:contributions("2025-11"):table())
---
---@param within? ingot.Period|string  a month; the last one when left out
---@param options? { decimals?: integer }  of the printed points, 1
---@return ingot.IndexContributions
function Built:contributions(within, options)
  local t <const> = asked(self, within, 2)
  local decimals <const> = options and options.decimals or 1
  local change <const> = claims.change(self, t)
  if t <= self.result.first or t > self.result.last then
    error(("index '%s': contributions: a month from %s to %s expected, got %s"):format(self.name,
      self.from + 1, self.to, period.from_month(self.result.frame.from + t - 1)), 2)
  end
  local rows <const>, missing <const> = {}, {}
  for _, one in ipairs(subjects_of(self)) do
    local points <const> = one.i and claims.contribution(self, one.i, t, one.subject)
    if points then
      rows[#rows + 1] = { name = one.subject.en, subject = one.subject, contribution = points }
    else
      missing[#missing + 1] = one.component.name
    end
  end
  local rest <const> = self.result.rest and claims.contribution(self, nil, t, trend)
  rows[#rows + 1] = rest and { name = trend.en, subject = trend, contribution = rest } or nil
  local total <const> = { name = "Total", contribution = change }
  total.printed = cut(rows, change, decimals)
  return result_.new {
    rows = rows, total = total, columns = { "contribution", "printed" }, dimension = "series",
    period = change.period, base_period = change.base_period, missing = missing,
    projected = self:projected(t), coverage = self.result.shares[t],
  }
end

--- The index as a table: month, value, change in points, coverage in per cent of the weight.
---
---     print(home:table())
---
---@return ingot.Table
function Built:table()
  local result <const> = self.result
  local months <const>, values <const>, changes <const>, covered <const> = {}, {}, {}, {}
  for t = result.first, result.last do
    local i <const> = t - result.first + 1
    months[i] = tostring(period.from_month(result.frame.from + t - 1))
    values[i] = result.levels[t]
    changes[i] = t > result.first and result.levels[t] - result.levels[t - 1] or nil
    covered[i] = result.shares[t] and 100 * result.shares[t]
  end
  return table_.new({ { "month", months }, { "value", values }, { "change", changes },
    { "coverage", covered } }, { rows = #months, units = { change = "points", coverage = "%" },
    types = { month = "month", value = "real", change = "real", coverage = "real" } })
end

--- Makes a built index of its fields.
---@param fields table  name, definition, result, sources
---@return ingot.BuiltIndex
function M.new(fields)
  local frame <const> = fields.result.frame
  fields.from = period.from_month(frame.from + fields.result.first - 1)
  fields.to = period.from_month(frame.from + fields.result.last - 1)
  fields.notices = frame.notices
  return setmetatable(fields, Meta)
end

colon.guard(Built, "index", function(value) return getmetatable(value) == Meta end)

return M
