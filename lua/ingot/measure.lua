--- Measures: what a metric says at a place and a time, and against what. Each makes a claim.
---
--- A place is a cube (the slice of the data), a metric, a period and, perhaps, a subject: one member
--- of a dimension. Comparisons are made on the calendar; an uncovered period is unknown, and so is
--- everything held against it. Changes and shares are computed from unrounded values:
---   mom, yoy, ytd_yoy = 100 (x − base) / base · share = 100 part / whole · diff = x − base

local claim <const> = require "ingot.claim"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.Place
---@field cube ingot.Cube
---@field metric ingot.Metric
---@field period ingot.Period
---@field subject? ingot.Subject

local percents <const> = {
  mom = { unit = "%", decimals = 1 },
  yoy = { unit = "%", decimals = 2 },
  ytd_yoy = { unit = "%", decimals = 2 },
  share = { unit = "%", decimals = 1 },
}
local count_display <const> = { unit = "", decimals = 0 }

local function at(place, period)
  return { cube = place.cube, metric = place.metric, period = period, subject = place.subject }
end

local function where_of(place)
  local where <const> = {}
  for name, value in pairs(place.cube:selection(place.metric)) do
    where[name] = value
  end
  if place.subject then
    where[place.subject.dimension] = place.subject.code
  end
  return where
end

local function base_fields(place, kind)
  return {
    kind = kind, metric = place.metric.name, subject = place.subject, period = place.period,
    where = where_of(place), sources = place.cube:sources(), place = place,
  }
end

-- A level as an operand of another claim.
local function operand(level, role)
  return {
    name = level.metric, of = role, where = level.where, period = level.period,
    value = level.value, unit = level.unit, rows = level.rows, formula = level.formula,
  }
end

-- Why something is unknown that is made of a level and its base.
local function reason_against(now, base)
  if now.state == "unknown" then
    return now.reason
  end
  return base.reason and ("its base is %s, and %s"):format(base.period, base.reason)
end

local level -- levels answer for changes, and changes hold levels

local function change(place, kind, base_period)
  local now <const>, base <const> = level(place), level(at(place, base_period))
  local fields <const> = base_fields(place, kind)
  fields.base_period, fields.base, fields.unit = base_period, base, "%"
  fields.display = percents[kind]
  fields.formula = ("100 * (%s - base) / base"):format(place.metric.name)
  fields.operands = { operand(now), operand(base, "base") }
  fields.rows = now.rows + base.rows
  if not now.value or not base.value then
    fields.state, fields.reason = "unknown", reason_against(now, base)
  elseif number.sign(base.value) == 0 and number.sign(now.value) == 0 then
    fields.state, fields.value = "zero", number.exact(0, 0)
  elseif number.sign(base.value) == 0 then
    fields.state = "from_zero"
  elseif number.sign(base.value) < 0 then
    fields.state = "turned"
  else
    fields.state, fields.value = "value", number.change(now.value, base.value)
  end
  return claim.new(fields)
end

-- A difference of percentages is counted in percentage points.
local function in_points(rule)
  local points <const> = {}
  for name, value in pairs(rule) do
    points[name] = value
  end
  points.unit = "pp"
  return points
end

local function diff(place)
  local base_period <const> = place.period:previous()
  local now <const>, base <const> = level(place), level(at(place, base_period))
  local fields <const> = base_fields(place, "diff")
  fields.base_period, fields.base = base_period, base
  fields.unit, fields.display = now.unit, now.display
  if now.unit == "%" then
    fields.unit, fields.display = "pp", in_points(now.display)
  end
  fields.formula = place.metric.name .. " - base"
  fields.operands = { operand(now), operand(base, "base") }
  fields.rows = now.rows + base.rows
  fields.state, fields.reason = "unknown", reason_against(now, base)
  if now.value and base.value then
    fields.value = number.sub(now.value, base.value)
    fields.state = number.sign(fields.value) == 0 and "zero" or "value"
  end
  return claim.new(fields)
end

-- Why a metric has no share or rank at a place, or nil.
local function no_place_among_parts(place, kind)
  if not place.subject then
    return ("%s: the whole has no %s; ask one of its parts, as cube:by(\"partner\")"):format(
      place.metric.name, kind)
  end
end

local function no_shares(definition)
  if not definition.adds then
    return ("%s: a share needs a metric that adds up; this one does not"):format(definition.name)
  end
end

local function share_between(part, whole)
  local fields <const> = base_fields(part.place, "share")
  fields.unit, fields.display = "%", percents.share
  fields.formula = ("100 * %s / whole"):format(part.metric)
  fields.operands = { operand(part), operand(whole, "whole") }
  fields.rows = whole.rows
  fields.state = "unknown"
  if not part.value or not whole.value then
    fields.reason = part.reason or whole.reason
  elseif number.sign(whole.value) == 0 then
    fields.reason = "the whole is zero"
  else
    fields.state, fields.value = "value", number.percent_of(part.value, whole.value)
  end
  return claim.new(fields)
end

-- A member's share of the cube it is a member of.
local function share(place)
  local mistake <const> = no_place_among_parts(place, "share") or no_shares(place.metric)
  if mistake then
    return nil, mistake
  end
  local whole <const> = level { cube = place.cube, metric = place.metric, period = place.period }
  return share_between(level(place), whole)
end

-- Why one level is no part of another, or nil.
local function no_part(part, whole)
  local inner <const>, outer <const> = part.place, whole.place
  if inner.metric ~= outer.metric then
    return ("the part is of %s, the whole of %s"):format(inner.metric.name, outer.metric.name)
  elseif inner.period ~= outer.period then
    return ("the part is of %s, the whole of %s"):format(inner.period, outer.period)
  elseif outer.subject and not (inner.subject and inner.subject.code == outer.subject.code
    and inner.subject.dimension == outer.subject.dimension)
    or not inner.cube:lies_in(outer.cube) then
    return "the part does not lie in the whole; slice it from the cube of the whole"
  end
end

local is_level <const> = { level = true, ytd = true }

--- The share of a level in a larger one of the same metric and period: `pair:share_of(total)`, where
--- `pair` was measured on a slice of the cube of `total`. 100 part / whole, %.
---@param part ingot.Claim
---@param whole ingot.Claim
---@return ingot.Claim
function claim.methods.share_of(part, whole)
  if not claim.is(whole) or not is_level[whole.kind] or not is_level[part.kind] then
    error(("share_of: a level of a level expected, got %s of %s"):format(part.kind,
      claim.is(whole) and whole.kind or type(whole)), 2)
  end
  local mistake <const> = no_part(part, whole) or no_shares(part.place.metric)
  if mistake then
    error("share_of: " .. mistake, 2)
  end
  return share_between(part, whole)
end

local function rank(place)
  local mistake <const> = no_place_among_parts(place, "rank")
  if mistake then
    return nil, mistake
  end
  local order <const> = place.cube:ranking(place.metric, place.period, place.subject.dimension)
  local own <const> = level(place)
  local fields <const> = base_fields(place, "rank")
  fields.unit, fields.display = "", count_display
  fields.formula = ("rank by %s among %s"):format(place.metric.name,
    place.cube:among(place.subject.dimension))
  fields.operands = { operand(own), {
    name = "count", of = "population", where = place.cube:selection(place.metric),
    period = place.period, value = number.exact(order.size, 0), unit = "", rows = order.rows,
  } }
  fields.rows = order.rows
  local position <const> = order.ranks[place.subject.code]
  fields.state = position and "value" or "unknown"
  fields.value = position and number.exact(position, 0)
  if not position then
    fields.reason = own.reason or order.reasons and order.reasons[place.subject.code]
      or ("it has no trade in %s to be ranked by"):format(place.period)
  end
  return claim.new(fields)
end

-- Counts back while the rank is the same; an uncovered month breaks the run.
local function streak(place)
  local now <const>, mistake <const> = rank(place)
  if not now then
    return nil, (mistake:gsub("no rank", "no streak"))
  end
  local fields <const> = base_fields(place, "streak")
  fields.unit, fields.display = "", count_display
  fields.formula = ("periods in a row with the same rank by %s among %s"):format(
    place.metric.name, place.cube:among(place.subject.dimension))
  fields.state, fields.reason, fields.operands, fields.rows = now.state, now.reason, {}, 0
  if not now.value then
    return claim.new(fields)
  end
  local n, at_rank = 0, now
  while at_rank.value and number.compare(at_rank.value, now.value) == 0 do
    n = n + 1
    fields.rows = fields.rows + at_rank.rows
    fields.operands[n] = {
      name = "rank", where = at_rank.where, period = at_rank.period, value = at_rank.value,
      unit = "", rows = at_rank.rows,
    }
    at_rank = rank(at(place, at_rank.period:previous()))
  end
  fields.value = number.exact(n, 0)
  return claim.new(fields)
end

local function year_to_date(place)
  return level(at(place, place.period:ytd()), "ytd")
end

-- What a level answers for; each takes the level's claim.
local related <const> = {
  mom = function(c) return change(c.place, "mom", c.place.period:previous()) end,
  yoy = function(c) return change(c.place, "yoy", c.place.period:year_ago()) end,
  diff = function(c) return diff(c.place) end,
  ytd = function(c) return year_to_date(c.place) end,
  ytd_yoy = function(c)
    local period <const> = c.place.period:ytd()
    return change(at(c.place, period), "ytd_yoy", period:year_ago())
  end,
  before = function(c) return level(at(c.place, c.place.period:previous()), c.kind) end,
  base = function(c) return level(at(c.place, c.place.period:year_ago()), c.kind) end,
  share = function(c) return share(c.place) end,
  rank = function(c) return rank(c.place) end,
  streak = function(c) return streak(c.place) end,
}

function level(place, kind)
  local cell <const> = place.cube:cell(place.metric, place.period, place.subject)
  local fields <const> = base_fields(place, kind or "level")
  fields.unit = place.metric.unit
  fields.display = place.cube:display_of(place.metric)
  fields.formula = place.metric.formula or place.metric.fn_text
  fields.state, fields.value, fields.rows = cell.state, cell.value, cell.rows
  fields.reason = cell.reason
  fields.operands = {}
  for i, value in ipairs(cell.operands) do
    fields.operands[i] = {
      name = place.metric.aggregates[i], where = fields.where, period = place.period,
      value = value.number, unit = value.unit, rows = cell.rows,
    }
  end
  return claim.new(fields, related)
end

--- The level of a metric at a place; everything else is asked from it.
---@param place ingot.Place
---@return ingot.Claim
function M.level(place)
  return level(place)
end

return M
