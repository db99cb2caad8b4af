--- Measures: what a metric says at a place and a time, and against what. Each makes a claim.
---
--- A place is a cube (the slice of the data), a metric, a period and, perhaps, a subject: one member
--- of a dimension. Comparisons are made on the calendar; an uncovered period is unknown, and so is
--- everything held against it. Changes and shares are computed from unrounded values. The measures
--- are listed in `measure.list`; each kind has its file in `measure/`.

local change <const> = require "ingot.measure.change"
local contribution <const> = require "ingot.measure.contribution"
local diff <const> = require "ingot.measure.diff"
local level <const> = require "ingot.measure.level"
local list <const> = require "ingot.measure.list"
local place <const> = require "ingot.measure.place"
local rank <const> = require "ingot.measure.rank"
local share <const> = require "ingot.measure.share"
local streak <const> = require "ingot.measure.streak"
local suggest <const> = require "ingot.suggest"

local M = {}

local function printed(entry)
  return { unit = entry.unit, decimals = entry.decimals }
end

-- The levels that are measures of their own; others keep the name of the level they come from.
local kinds <const> = { ytd = true, full_year = true }

-- What makes the claim of a measure, at a place, against a base period.
local makers <const> = {
  level = function(at, name, _, _, from)
    return level.of(at, kinds[name] and name or from.kind)
  end,
  change = function(at, name, base, entry) return change.of(at, name, base, printed(entry)) end,
  per_day = function(at, name, base, entry)
    return change.per_day(at, name, base, printed(entry), entry.days)
  end,
  difference = function(at, name, base) return diff.of(at, name, base) end,
  share = function(at) return share.of(at) end,
  contribution = function(at, name, base) return contribution.of(at, name, base) end,
  rank = function(at) return rank.of(at) end,
  streak = function(at) return streak.of(at) end,
}

local function period_of(role, at)
  return role and list.periods[role](at.period, at.cube, at.metric)
end

for name, entry in pairs(list.of "claims") do
  if name ~= "level" then -- which answers for the others
    level.related[name] = function(c)
      local at <const> = entry.at and place.at(c.place, period_of(entry.at, c.place)) or c.place
      return makers[entry.of](at, name, period_of(entry.base, c.place), entry, c)
    end
  end
end

--- All names, in order.
---@return string[]
function M.names()
  return suggest.names(list.entries)
end

--- What is listed of a measure, by its name.
---@param name string
---@return { name: string, entry: ingot.MeasureEntry }
function M.get(name)
  return { name = name, entry = list.entries[name] }
end

local units <const> = { metric = "the metric's", rank = "", count = "periods" }

--- What `ingot list measures` tells of each.
---@type ingot.Listing
M.listing = {
  columns = { "name", "unit", "of", "summary" },
  row = function(measure)
    local entry <const> = measure.entry
    return {
      name = measure.name, unit = units[entry.unit] or entry.unit, summary = entry.summary,
      of = entry.only or "claims and tables",
    }
  end,
}

--- The level of a metric at a place; everything else is asked from it.
---@param at ingot.Place
---@return ingot.Claim
function M.level(at)
  return level.of(at)
end

return M
