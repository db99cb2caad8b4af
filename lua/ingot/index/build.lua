--- An index built from its components: levels, and by how many points each component moved them.

local cover <const> = require "ingot.index.cover"
local frame_ <const> = require "ingot.index.frame"
local methods <const> = require "ingot.index.methods"
local step <const> = require "ingot.index.step"

local M = {}

---@class ingot.IndexReference  what an index that is `like` this one takes from it, by calendar month
---@field first integer
---@field last integer
---@field growth table<integer, number>
---@field trend table<integer, number>

---@class ingot.IndexResult
---@field frame ingot.IndexFrame
---@field first integer       the first month with a level, as a month of the frame
---@field last integer
---@field levels table<integer, number>            by month
---@field growth? table<integer, number>           of a chained index: by month
---@field parts table<integer, number|false>[]  parts of that, or of the level, by component and month
---@field points table<integer, number|false>[]    points of the change by component and month
---@field rest? table<integer, number>             of the growth: what the index it is like adds
---@field rest_points? table<integer, number>
---@field shares table<integer, number>            part of the weight that was observed, by month
---@field combined table       what the method made, for `index.explain`
---@field chain? string
---@field reference ingot.IndexReference

-- Levels of a chained index, 100 in the month before the first change.
local function chained(frame, combined, chain)
  local growth <const> = {}
  for t = frame.first, frame.last do
    growth[t - frame.first + 1] = combined.sums[t]
  end
  local list <const>, levels <const> = step.cumulate(growth, chain), {}
  for i, level in ipairs(list) do
    levels[frame.first + i - 2] = level
  end
  return levels, frame.first - 1
end

-- The months of a base, as months of the frame, all of which the index must have.
local function base_months(frame, base, first, last)
  local from <const>, to <const> = base.from - frame.from + 1, base.to - frame.from + 1
  if from < first or to > last then
    frame_.fail(frame, ("base %s: it covers %s to %s"):format(base, frame_.month(frame, first),
      frame_.month(frame, last)))
  end
  return from, to
end

local function rebase(frame, levels, base, first, last)
  local from <const>, to <const> = base_months(frame, base, first, last)
  local factor <const> = step.base_factor(levels, from, to)
  for t = first, last do
    levels[t] = levels[t] * factor
  end
end

-- What a part of 1 of the growth is worth in points, by month.
local function worth_of(result, chain)
  local worth <const> = {}
  for t = result.first + 1, result.last do
    worth[t] = chain.points(result.levels[t - 1], result.growth[t])
  end
  return worth
end

-- Points of the change by component: of a chained index its part of the growth; else the change of
-- its part of the level.
local function points_of(result, worth)
  local all <const> = {}
  for i, parts in ipairs(result.parts) do
    local points <const> = {}
    for t = result.first + 1, result.last do
      local part <const> = parts[t]
      if worth then
        points[t] = part and part * worth[t]
      else
        local before <const> = parts[t - 1]
        points[t] = (part or before) and (part or 0.0) - (before or 0.0)
      end
    end
    all[i] = points
  end
  return all
end

local function by_calendar(frame, list)
  local months <const> = {}
  for t, x in pairs(list or {}) do
    months[frame.from + t - 1] = x
  end
  return months
end

--- Builds an index. What its data are wrong in is raised as an error of the data.
---@param definition ingot.IndexDefinition
---@param list ingot.Series[]
---@param like? ingot.IndexReference
---@return ingot.IndexResult
function M.of(definition, list, like)
  local method <const> = methods.get(definition.method)
  local settings <const> = definition.settings
  local frame <const> = frame_.of(definition, list)
  if method.prepare then
    method.prepare(frame, settings)
  end
  local shares <const> = cover.apply(frame, definition.coverage, definition.project)
  local combined <const> = method.combine(frame, settings, like)
  local chain <const> = step.chain[method.chain]
  local levels, first = combined.sums, frame.first
  if chain then
    levels, first = chained(frame, combined, chain)
  end
  local result <const> = {
    frame = frame, first = first, last = frame.last, levels = levels, shares = shares,
    rest = combined.rest, growth = chain and combined.sums, parts = combined.parts,
    combined = combined, chain = method.chain,
    reference = {
      first = frame.from + frame.first - (combined.raw[frame.first - 1] and 2 or 1), last = frame.from + frame.last - 1,
      growth = by_calendar(frame, combined.raw), trend = by_calendar(frame, combined.trend),
    },
  }
  if chain and definition.base then
    rebase(frame, levels, definition.base, first, frame.last)
  end
  local worth <const> = chain and worth_of(result, chain)
  result.points = points_of(result, worth)
  if result.rest then
    result.rest_points = {}
    for t, x in pairs(result.rest) do
      result.rest_points[t] = x * worth[t]
    end
  end
  return result
end

return M
