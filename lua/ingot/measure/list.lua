--- The measures by name, as data: what each computes, of the level of which period, and against
--- that of which other. The claims of `ingot.measure`, the columns of `cube:by(…):table(…)` and the
--- rules of classes are made from this one list.

local M = {}

---@class ingot.MeasureEntry
---@field summary string
---@field of string         what it computes: a function of `measure.cells`, or "level"
---@field at? string        the period of the level: a name in `periods`; default: its own
---@field base? string      the period it is held against, likewise
---@field unit "metric"|"%"|"pp"|"rank"|"count"
---@field decimals? integer of a change: how it is printed
---@field days? "calendar"|"effective"  of a change by days: which count
---@field adds? true        only for metrics whose members add up
---@field only? "claims"|"tables"

--- All measures by name.
---@type table<string, ingot.MeasureEntry>
M.entries = {
  level = { of = "level", unit = "metric", summary = "the level" },
  before = {
    of = "level", at = "before", unit = "metric", summary = "the level a period earlier",
  },
  base = {
    of = "level", at = "year_ago", unit = "metric",
    summary = "the level of the same period a year earlier",
  },
  ytd = {
    of = "level", at = "ytd", unit = "metric",
    summary = "the level of January to the period's end",
  },
  full_year = {
    of = "level", at = "year", unit = "metric", summary = "the level of the whole calendar year",
  },
  mom = {
    of = "change", base = "before", unit = "%", decimals = 1,
    summary = "change on the period before, %",
  },
  mom_adjusted = {
    of = "per_day", base = "before", unit = "%", decimals = 1, days = "calendar",
    summary = "change on the period before of the levels a day, %; it knows whether it flips mom",
  },
  yoy_adjusted = {
    of = "per_day", base = "year_ago", unit = "%", decimals = 2, days = "calendar",
    summary = "change on the same period a year before of the levels a day, %: a leap February",
  },
  mom_holiday = {
    of = "per_day", base = "before", unit = "%", decimals = 1, days = "effective",
    summary = "change on the period before by effective days, %: adjusted for Lunar New Year",
  },
  yoy_holiday = {
    of = "per_day", base = "year_ago", unit = "%", decimals = 2, days = "effective",
    summary = "change on the same period a year before by effective days, %",
  },
  yoy = {
    of = "change", base = "year_ago", unit = "%", decimals = 2,
    summary = "change on the same period a year before, %",
  },
  ytd_yoy = {
    of = "change", at = "ytd", base = "ytd_year_ago", unit = "%", decimals = 2,
    summary = "change of the year to date on a year before, %",
  },
  full_year_yoy = {
    of = "change", at = "year", base = "year_before", unit = "%", decimals = 2,
    summary = "change of the whole year on the year before, %",
  },
  diff = {
    of = "difference", base = "before", unit = "metric",
    summary = "difference to the period before, in the metric's unit",
  },
  yoy_diff = {
    of = "difference", base = "year_ago", unit = "metric",
    summary = "difference to the same period a year before, in the metric's unit",
  },
  share = { of = "share", unit = "%", adds = true, summary = "share of the whole, %" },
  share_year_ago = {
    of = "share", at = "year_ago", unit = "%", adds = true,
    summary = "that of the same period a year before, %",
  },
  contribution = {
    of = "contribution", base = "year_ago", unit = "pp", adds = true,
    summary = "part of the growth of the whole on a year before, in percentage points",
  },
  contribution_mom = {
    of = "contribution", base = "before", unit = "pp", adds = true,
    summary = "part of the growth of the whole on the period before, in percentage points",
  },
  rank = {
    of = "rank", unit = "rank", summary = "rank among the members of the dimension, 1 = largest",
  },
  streak = {
    of = "streak", unit = "count", only = "claims",
    summary = "periods in a row with the same rank, this one included",
  },
  cumulative = {
    of = "cumulative", unit = "%", adds = true, only = "tables",
    summary = "share of the whole of all members as large or larger, %",
  },
  cumulative_before = {
    of = "cumulative_before", unit = "%", adds = true, only = "tables",
    summary = "share of the whole of all members that are larger, %",
  },
}

--- The periods that measures look at, from the one they are asked for; the period before is one on
--- the calendar of the data, where joint January and February are one step.
---@type table<string, fun(within: ingot.Period, cube: ingot.Cube, metric: ingot.Metric): ingot.Period>
M.periods = {
  now = function(within) return within end,
  before = function(within, cube, metric) return cube:before(metric, within) end,
  year_ago = function(within) return within:year_ago() end,
  ytd = function(within) return within:ytd() end,
  ytd_year_ago = function(within) return within:ytd():year_ago() end,
  year = function(within) return within:full_year() end,
  year_before = function(within) return within:full_year():year_ago() end,
}

--- The names of those that claims, or tables and classes, have.
---@param what "claims"|"tables"
---@return table<string, ingot.MeasureEntry>
function M.of(what)
  local entries <const> = {}
  for name, entry in pairs(M.entries) do
    entries[name] = (entry.only or what) == what and entry or nil
  end
  return entries
end

return M
