--- Levels on a comparable base: published growth need not equal the ratio of published levels, since
--- who reports changes from year to year. The base that the growth is measured against is
---   base = level / (1 + growth)
--- a year before, and growth chained back from the last year gives levels as if the reporting had
--- always been as it is now.

local error_ <const> = require "ingot.error"
local plain <const> = require "ingot.series.plain"

local M = {}

---@class ingot.ComparableResult
---@field base ingot.Series     level a year before that the growth implies, at that earlier period
---@field growth ingot.Series   of published levels on a year before, %
---@field gap ingot.Series      published growth less that, percentage points
---@field level ingot.Series    the last year's levels as published, those before from growth

local cycle_lengths <const> = { month = 12, quarter = 4, year = 1 }

-- 1 + growth of a period; nil where it is not known.
local function factor(growth, at)
  local g <const> = growth:at(at)
  if g and g <= -100 then
    error_.raise("data", ("comparable: series '%s': %s is %.14g%%, a growth above -100%% expected"):format(
      growth.name, at, g))
  end
  return g and 1 + g / 100
end

-- Flags of levels that are chained back: joint where those they come from are.
local function chained_flags(s, year)
  local flags <const> = {}
  for i = #s.values, 1, -1 do
    flags[i] = i > #s.values - year and s.flags[i]
      or flags[i + year] == "joint" and "joint" or nil
  end
  return flags
end

--- Compares a series of levels with its published growth. January and February together are held
--- against the two together; against a single February there is no rate.
---
---     local checked = ingot.series.comparable(levels, growth)
---
---@param s ingot.Series      levels
---@param growth ingot.Series  on a year before, %; of the same frequency
---@return ingot.ComparableResult
function M.comparable(s, growth)
  plain.demand(s, "comparable", { whole = false, joint = true }, 2)
  plain.demand(growth, "comparable", { whole = false, frequency = s.frequency, joint = true }, 2)
  local year <const>, n <const> = cycle_lengths[s.frequency], #s.values
  local base <const>, rate <const>, gap <const>, level <const> = {}, {}, {}, {}
  for i = n, 1, -1 do
    local at <const> = s:period(i)
    local x <const>, f <const> = s.values[i], factor(growth, at)
    local alike <const> = (s.flags[i] == "joint") == (s.flags[i - year] == "joint")
    local before <const> = alike and s.values[i - year]
    base[i] = x and f and x / f or false
    rate[i] = x and before and before ~= 0 and 100 * (x / before - 1) or false
    gap[i] = rate[i] and f and 100 * (f - 1) - rate[i] or false
    local later <const> = level[i + year]
    local back <const> = later and factor(growth, s:period(i + year))
    level[i] = i > n - year and x or later and back and later / back or false
  end
  local bases <const> = s:with { name = s.name .. " comparable base", values = base }
  bases.from = s.from - 12
  return {
    base = bases,
    level = s:with { name = s.name .. " comparable", values = level, flags = chained_flags(s, year) },
    growth = s:with { name = s.name .. " growth of levels", unit = "%", values = rate },
    gap = s:with { name = s.name .. " growth gap", unit = "pp", values = gap },
  }
end

return M
