--- Measures: what a metric says at a place and a time, and against what. Each makes a claim.
---
--- A place is a cube (the slice of the data), a metric, a period and, perhaps, a subject: one member
--- of a dimension. Comparisons are made on the calendar; an uncovered period is unknown, and so is
--- everything held against it. Changes and shares are computed from unrounded values. This is the
--- table of measures; each kind has its file in `measure/`.

local change <const> = require "ingot.measure.change"
local contribution <const> = require "ingot.measure.contribution"
local diff <const> = require "ingot.measure.diff"
local level <const> = require "ingot.measure.level"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local rank <const> = require "ingot.measure.rank"
local share <const> = require "ingot.measure.share"
local streak <const> = require "ingot.measure.streak"

local M = {}

---@class ingot.Measure
---@field summary string
---@field of fun(level: ingot.Claim): ingot.Claim?, string?  from the level's claim; or nil and why not

local one_decimal <const> = { unit = "%", decimals = 1 }
local two_decimals <const> = { unit = "%", decimals = 2 }

local function year_of(at)
  return period.of(("%04d"):format(at.year))
end

--- What a level answers for by name.
---@type table<string, ingot.Measure>
M.measures = {
  before = {
    summary = "the level a period earlier",
    of = function(c) return level.of(place.at(c.place, place.before(c.place)), c.kind) end,
  },
  base = {
    summary = "the level of the same period a year earlier",
    of = function(c) return level.of(place.at(c.place, c.place.period:year_ago()), c.kind) end,
  },
  mom = {
    summary = "change on the period before, %",
    of = function(c) return change.of(c.place, "mom", place.before(c.place), one_decimal) end,
  },
  yoy = {
    summary = "change on the same period a year before, %",
    of = function(c) return change.of(c.place, "yoy", c.place.period:year_ago(), two_decimals) end,
  },
  diff = {
    summary = "difference to the period before, in the metric's unit",
    of = function(c) return diff.of(c.place, "diff", place.before(c.place)) end,
  },
  yoy_diff = {
    summary = "difference to the same period a year before, in the metric's unit",
    of = function(c) return diff.of(c.place, "yoy_diff", c.place.period:year_ago()) end,
  },
  mom_adjusted = {
    summary = "change on the period before of the levels a day, %; it knows whether it flips mom",
    of = function(c) return change.per_day(c.place, one_decimal) end,
  },
  ytd = {
    summary = "the level of January to the period's end",
    of = function(c) return level.of(place.at(c.place, c.place.period:ytd()), "ytd") end,
  },
  ytd_yoy = {
    summary = "change of that on a year before, %",
    of = function(c)
      local ytd <const> = c.place.period:ytd()
      return change.of(place.at(c.place, ytd), "ytd_yoy", ytd:year_ago(), two_decimals)
    end,
  },
  full_year = {
    summary = "the level of the whole calendar year",
    of = function(c) return level.of(place.at(c.place, year_of(c.place.period)), "full_year") end,
  },
  full_year_yoy = {
    summary = "change of that on the year before, %",
    of = function(c)
      local year <const> = year_of(c.place.period)
      return change.of(place.at(c.place, year), "full_year_yoy", year:year_ago(), two_decimals)
    end,
  },
  share = {
    summary = "share of the whole, %",
    of = function(c) return share.of(c.place) end,
  },
  share_year_ago = {
    summary = "that of the same period a year before, %",
    of = function(c) return share.of(place.at(c.place, c.place.period:year_ago())) end,
  },
  contribution = {
    summary = "part of the growth of the whole on a year before, in percentage points",
    of = function(c)
      return contribution.of(c.place, "contribution", c.place.period:year_ago())
    end,
  },
  contribution_mom = {
    summary = "part of the growth of the whole on the period before, in percentage points",
    of = function(c)
      return contribution.of(c.place, "contribution_mom", place.before(c.place))
    end,
  },
  rank = {
    summary = "rank among the members of the dimension, 1 = largest",
    of = function(c) return rank.of(c.place) end,
  },
  streak = {
    summary = "periods in a row with the same rank, this one included",
    of = function(c) return streak.of(c.place) end,
  },
}

for name, entry in pairs(M.measures) do
  level.related[name] = entry.of
end

--- The level of a metric at a place; everything else is asked from it.
---@param at ingot.Place
---@return ingot.Claim
function M.level(at)
  return level.of(at)
end

return M
