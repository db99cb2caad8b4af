--- Single months where there are none: of cumulative series, and of January and February together.

local calendar <const> = require "ingot.calendar"
local error_ <const> = require "ingot.error"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

local JANUARY <const>, FEBRUARY <const> = 0, 1

-- A month of the year from what the months so far came to: its value, its flag.
local function single(s, i)
  local x <const>, month <const> = s.values[i], (s.from + i - 1) % 12
  if not x or month == JANUARY then
    return x, s.flags[i]
  elseif s.values[i - 1] then
    return x - s.values[i - 1], s.flags[i] or s.flags[i - 1]
  elseif month == FEBRUARY then
    return x, "joint"
  end
  return false
end

--- Single months of a cumulative series: April, which holds January to April, less March. January is its
--- own; February without a January holds both and is flagged "joint"; any other month behind one that
--- is not known is unknown. A series is of one vintage: differences between vintages would hold
--- revisions. For tables see `ingot.months_of_ytd`, which goes by the same rules.
---
---     local single = ingot.series.months_of_ytd(months)
---
---@param s ingot.Series  of months
---@return ingot.Series
function M.months_of_ytd(s)
  plain.demand(s, "months_of_ytd", { whole = false, frequency = "month", joint = true }, 2)
  local values <const>, flags <const> = {}, {}
  for i = 1, #s.values do
    values[i], flags[i] = single(s, i)
  end
  return s:with { values = values, flags = flags }
end

-- January's share of both months a year before; further back where those were joint or imputed too.
local function last_share(s, february)
  for i = february - 12, 2, -12 do
    local january <const>, second <const> = s.values[i - 1], s.values[i]
    if january and second and not s.flags[i] and not s.flags[i - 1] then
      return january + second ~= 0 and january / (january + second) or nil,
        ("series '%s': %s and %s are 0 together"):format(s.name, s:period(i - 1), s:period(i))
    end
  end
  return nil, ("series '%s': no year before %s has single months of January and February"):format(
    s.name, s:period(february).year)
end

local function days_share(count)
  return function(s, february)
    local january <const>, second <const> = count(s, february - 1), count(s, february)
    return january / (january + second)
  end
end

local function days_without_holiday(s, i)
  local unknown <const> = calendar.unknown(s:period(i))
  if unknown then
    error_.raise("data", ("split_joint: series '%s': %s: %s"):format(s.name, s:period(i), unknown))
  end
  return calendar.effective_days(s:period(i))
end

-- What part of both months January has, by name; `false`: both months have the whole value.
local shares <const> = {
  last_year = last_share,
  days = days_share(function(s, i) return s:period(i):days() end),
  effective_days = days_share(days_without_holiday),
  same = false,
}

--- Splits January and February that are known together only, and flags both "imputed": by the shares
--- of the last year with single months, by the days of the months, or by those outside the window of
--- Lunar New Year ("effective_days"). A growth rate of both is that of each: "same".
---
---     local months = ingot.series.split_joint(joint, "days")
---
---@param s ingot.Series  of months
---@param by? "last_year"|"days"|"effective_days"|"same"  "last_year" when left out
---@return ingot.Series
function M.split_joint(s, by)
  by = by or "last_year"
  if shares[by] == nil then
    error("split_joint: " .. suggest.unknown("way to split", "ways", tostring(by),
      suggest.names(shares)), 2)
  end
  plain.demand(s, "split_joint", { whole = false, frequency = "month", joint = true }, 2)
  local values <const>, flags <const> = {}, {}
  for i, x in ipairs(s.values) do
    values[i], flags[i] = x, s.flags[i]
    if s.flags[i] == "joint" and not shares[by] then
      values[i - 1] = x
    elseif s.flags[i] == "joint" then
      local share <const>, message <const> = shares[by](s, i)
      if not share then
        error_.raise("data", "split_joint: " .. message)
      end
      values[i - 1] = x * share
      values[i] = x - values[i - 1]
    end
    if s.flags[i] == "joint" then
      flags[i - 1], flags[i] = "imputed", "imputed"
    end
  end
  local split <const> = s:with { values = values, flags = flags }
  split.changed = s.changed -- what is other says so by its flag
  return split
end

return M
