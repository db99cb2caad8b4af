--- Shares: a part of a whole of the same metric and period, from unrounded values.
---   share = 100 part / whole
--- Only those within 0 … 100 % of a whole whose parts have one sign say something; others are unknown.

local adds <const> = require "ingot.metric.adds"
local cells <const> = require "ingot.measure.cells"
local claim <const> = require "ingot.claim"
local level <const> = require "ingot.measure.level"
local place_ <const> = require "ingot.measure.place"

local M = {}

local display <const> = { unit = "%", decimals = 1 }

-- Of a member of the cube of the whole: whether it, or one beside it, is below zero.
local function below_zero(part, whole)
  local at <const> = part.place
  return at.subject and at.cube == whole.place.cube and not whole.subject
    and at.cube:ranking(at.metric, at.period, at.subject.dimension).below_zero
end

local function between(part, whole)
  local fields <const> = place_.fields(part.place, "share")
  fields.unit, fields.display = "%", display
  fields.formula = ("100 * %s / whole"):format(part.metric)
  fields.operands = { place_.operand(part), place_.operand(whole, "whole") }
  fields.rows = whole.rows
  return claim.new(place_.take(fields, cells.share(part, whole, below_zero(part, whole))))
end

--- A member's share of the cube it is a member of.
---@param place ingot.Place
---@return ingot.Claim?
---@return string? message  why there is none
function M.of(place)
  local mistake <const> = place_.no_part(place, "share") or adds.no_parts(place.metric, "share")
  if mistake then
    return nil, mistake
  end
  return between(level.of(place), level.of(place_.whole(place)))
end

-- Why one level is no part of another, or nil.
local function not_within(part, whole)
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

--- The share of a level in a larger one of the same metric and period: `pair:share_of(total)`, where
--- `pair` was measured on a slice of the cube of `total`. 100 part / whole, %.
---
---     print(cable:slice({ partner = "Mexico" }):measure("exports", period):share_of(total))
---
---@param part ingot.Claim
---@param whole ingot.Claim
---@return ingot.Claim
function claim.methods.share_of(part, whole)
  if not level.is(whole) or not level.is(part) then
    error(("share_of: a level of a level expected, got %s of %s"):format(part.kind,
      claim.is(whole) and whole.kind or type(whole)), 2)
  end
  local mistake <const> = not_within(part, whole) or adds.no_parts(part.place.metric, "share")
  if mistake then
    error("share_of: " .. mistake, 2)
  end
  return between(part, whole)
end

return M
