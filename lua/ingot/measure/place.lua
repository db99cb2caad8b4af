--- The place of a measure, and what all claims made there have in common.

local dimension <const> = require "ingot.dimension"
local suggest <const> = require "ingot.suggest"
local union <const> = require "ingot.read.union"

local M = {}

---@class ingot.Place
---@field cube ingot.Cube
---@field metric ingot.Metric
---@field period ingot.Period
---@field subject? ingot.Subject  a member of a dimension; nil for the whole of the cube
---@field level? ingot.Claim  its level, once asked
---@field others? table<ingot.Period, ingot.Place>  the same in other periods, once asked

--- The same place in another period.
---@param place ingot.Place
---@param period ingot.Period
---@return ingot.Place
function M.at(place, period)
  place.others = place.others or {}
  place.others[period] = place.others[period]
    or { cube = place.cube, metric = place.metric, period = period, subject = place.subject }
  return place.others[period]
end

--- The whole that a subject is a part of, in the same period.
---@param place ingot.Place
---@return ingot.Place
function M.whole(place)
  return { cube = place.cube, metric = place.metric, period = place.period }
end

--- What tells a place from all others, but for its subject: metric, period, slice.
---@param place ingot.Place
---@return string
function M.key(place)
  local where <const>, parts <const> = place.cube:selection(place.metric), {}
  for i, name in ipairs(suggest.names(where)) do
    parts[i] = name .. "=" .. where[name]
  end
  return table.concat({ place.metric.name, tostring(place.period), table.concat(parts, "\0") }, "\0")
end

local function where_of(place)
  local where <const> = {}
  for name, value in pairs(place.cube:selection(place.metric)) do
    where[name] = value
  end
  if place.subject and not place.metric.from then -- no member narrows a table beside the cube
    local code <const> = place.subject.code
    where[place.subject.dimension] = code == "" and dimension.NONE or code
  end
  return where
end

--- The fields that every claim of a place has.
---@param place ingot.Place
---@param kind string  the measure
---@return table
function M.fields(place, kind)
  return {
    kind = kind, metric = place.metric.name, subject = place.subject, period = place.period,
    where = where_of(place), place = place,
    sources = place.cube:sources(place.metric, place.period),
  }
end

--- A level as an operand of another claim; one of a metric made of metrics brings its own operands.
---@param level ingot.Claim
---@param role? string  what it is to the claim: "base", "whole"
---@return ingot.Operand
function M.operand(level, role)
  local at <const> = rawget(level, "place") -- a claim on given numbers has none
  return {
    name = level.metric, of = role, where = level.where, period = level.period,
    value = level.value, unit = level.unit, rows = level.rows, formula = level.formula,
    sources = level.sources,
    operands = at and at.metric.terms and level.operands or nil,
  }
end

local function weak()
  return setmetatable({}, { __mode = "k" })
end

-- Two lists → both as one. Lists that claims have do not change, and many claims have the same.
local unions <const> = weak()

local function both(a, b)
  unions[a] = unions[a] or weak()
  unions[a][b] = unions[a][b] or union { a, b }
  return unions[a][b]
end

--- The files behind a claim: those of its operands.
---@param operands ingot.Operand[]
---@return ingot.Source[]  the same list for the same files
function M.sources(operands)
  local all
  for _, operand in ipairs(operands) do
    local list <const> = operand.sources
    all = list and both(all or list, list) or all
  end
  return all or {}
end

--- Puts what was computed into the fields of a claim.
---@param fields table
---@param cell ingot.MeasureCell
---@return table fields
function M.take(fields, cell)
  fields.sources = M.sources(fields.operands)
  fields.state, fields.value, fields.reason = cell.state, cell.value, cell.reason
  return fields
end

--- Why a metric has no share, rank … at a place, or nil: the whole is no part of anything.
---@param place ingot.Place
---@param kind string
---@return string?
function M.no_part(place, kind)
  if not place.subject then
    return ("%s: the whole has no %s; ask one of its parts, as cube:by(\"partner\")"):format(
      place.metric.name, kind)
  end
end

--- How counts (ranks, streaks) are printed.
M.count_display = { unit = "", decimals = 0 }

return M
