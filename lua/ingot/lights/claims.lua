-- The index of lights as claims: its level in a month and its change, in points. Their operands go down
-- to the values of the indicators and the bounds they stand between.

local claim = require "ingot.claim"
local number = require "ingot.number"

local M = {}

local level_display = { unit = "", decimals = 1 }
local points_display = { unit = "points", decimals = 1 }

local function plain(board, month, role, value)
  return {
    name = board.definition.name, of = role, where = { lights = board.definition.name },
    period = month, value = number.real(value), unit = "", formula = "value",
  }
end

-- The value of an indicator: the claim it was made of, or the row of a file.
local function value_of(light)
  return {
    name = light.name, of = "value", where = { series = light.name, flag = light.flag },
    period = light.month, value = number.real(light.value), unit = light.unit, formula = "value",
    rows = not light.flag and 1 or nil,
  }
end

local formulas = {
  least = "weight * %s, the least there is", most = "weight * %s, the most there is",
}

-- What an indicator brings to the continuous index, over its value and the bounds beside it.
local function continuous(board, part)
  local light, way = part.light, part.light.way
  local operands = { value_of(light), plain(board, light.month, "weight", part.weight) }
  if formulas[way.kind] then return formulas[way.kind]:format(way.at), operands end
  for _, name in ipairs { "at", "low", "step" } do
    operands[#operands + 1] = plain(board, light.month, name, way[name])
  end
  return "weight * (at + (value - low) * step)", operands
end

local function discrete(board, part)
  local light = part.light
  return "weight * light * 100 / 3", {
    value_of(light), plain(board, light.month, "weight", part.weight),
    plain(board, light.month, "light", light.score),
  }
end

local ways = { continuous = continuous, discrete = discrete }

local function operands_of(board, month, way, parts)
  local operands, names = {}, {}
  for i, part in ipairs(parts) do
    local formula, inner = ways[way](board, part)
    operands[i] = {
      name = part.light.name, where = { lights = board.definition.name }, period = month,
      value = number.real(part.weight * part.points), unit = "points", formula = formula,
      operands = inner,
    }
    names[i] = part.light.name
  end
  return operands, table.concat(names, " + ")
end

local function new(board, month, fields, related)
  fields.metric, fields.where = board.definition.name, { lights = board.definition.name }
  fields.period, fields.sources, fields.rows = month, board:sources(), 0
  fields.operands = fields.operands or {}
  fields.state = fields.value and (number.sign(fields.value) == 0 and "zero" or "value") or "unknown"
  return claim.new(fields, related)
end

local function unknown(board, month)
  return ("%.0f%% of the weight has a light in %s, and %.0f%% is wanted"):format(
    100 * board:coverage(month), month, 100 * board.definition.least)
end

local related -- of a level

--- The index of a month; unknown where too little of the weight has a light.
---@param board ingot.Board
---@param month ingot.Period
---@param way "continuous"|"discrete"
---@return ingot.Claim
function M.level(board, month, way)
  local parts = board:parts(month, way)
  local fields = { kind = "index", unit = "", display = level_display, board = board, way = way }
  if not parts then
    fields.formula, fields.reason = "no level", unknown(board, month)
    return new(board, month, fields, related)
  end
  fields.value = number.real(board:value(month, way))
  fields.operands, fields.formula = operands_of(board, month, way, parts)
  return new(board, month, fields, related)
end

local function level_operand(level, role)
  return {
    name = level.metric, of = role, where = level.where, period = level.period, value = level.value,
    unit = level.unit, formula = level.formula, operands = level.operands,
  }
end

local function change(now)
  local board, month = now.board, now.period
  local before = now.before
  local known = now.value and before.value
  return new(board, month, {
    kind = "index_change", unit = "points", display = points_display, base_period = month - 1,
    formula = "now - before", reason = now.reason or before.reason,
    value = known and number.real(number.float(now.value) - number.float(before.value)) or nil,
    operands = known and {
      level_operand(now, "now"), level_operand(before, "before"),
    } or nil,
  })
end

related = {
  change = change,
  before = function(now) return M.level(now.board, now.period - 1, now.way) end,
}

return M
