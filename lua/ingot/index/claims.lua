--- The claims of an index: its level in a month, its change, and what each component had to do with
--- it. Their operands are what they are computed of, down to the values of the components.

local claim <const> = require "ingot.claim"
local explain <const> = require "ingot.index.explain"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local step <const> = require "ingot.index.step"

local M = {}

local level_display <const> = { unit = "", decimals = 1 }
local points_display <const> = { unit = "points", decimals = 1 }

local TREND <const> = "trend" -- the name of what the index it is like adds

local function month_of(built, t)
  return period.from_month(built.result.frame.from + t - 1)
end

local function place_of(built)
  return { index = built.name }
end

-- "`a` + `b`"
local function sum_text(operands, first)
  local names <const> = {}
  for i = first, #operands do
    local operand <const> = operands[i]
    local name <const> = operand.of or operand.name
    names[#names + 1] = name:find "^[%a_][%w_]*$" and name or "`" .. name .. "`"
  end
  return table.concat(names, " + ")
end

-- Levels of the index by themselves are operands of others.
local function level_operand(built, t, role)
  return {
    name = built.name, of = role, where = place_of(built), period = month_of(built, t),
    value = number.real(built.result.levels[t]), unit = "", formula = "value",
  }
end

-- The parts of a month, and what the index it is like adds.
local function parts_of(built, t)
  local result <const>, operands <const> = built.result, {}
  for i in ipairs(result.frame.items) do
    operands[#operands + 1] = explain.part(built.definition.method, result, i, t)
  end
  if result.rest then
    operands[#operands + 1] = {
      name = TREND, where = place_of(built), period = month_of(built, t),
      value = number.real(result.rest[t]), unit = "%", formula = "value",
    }
  end
  return operands
end

local level_formulas <const> = {
  symmetric = "before * (200 + (%s)) / (200 - (%s))", ratio = "before * (1 + (%s) / 100)",
}

-- The formula of a level, and its operands.
local function level_parts(built, t)
  local result <const> = built.result
  if not result.chain then
    local operands <const> = parts_of(built, t)
    return sum_text(operands, 1), operands
  elseif t == result.first then
    return built.definition.base and "the first level, 100 before the mean of the base was made 100"
      or "the first level is 100", {}
  end
  local operands <const> = { level_operand(built, t - 1, "before") }
  table.move(parts_of(built, t), 1, #result.frame.items + 1, 2, operands)
  local sum <const> = sum_text(operands, 2)
  return level_formulas[result.chain]:gsub("%%s", (sum:gsub("%%", "%%%%"))), operands
end

local function new(built, t, fields, related)
  fields.metric, fields.where, fields.period = built.name, place_of(built), month_of(built, t)
  fields.sources, fields.rows = built.sources, 0
  fields.operands = fields.operands or {}
  fields.state = fields.value and (number.sign(fields.value) == 0 and "zero" or "value") or "unknown"
  return claim.new(fields, related)
end

local formulas <const> = {
  symmetric = "2 * before * part / (200 - growth)", ratio = "before * part / 100",
}

-- The points of a component, as an operand of a change.
local function points_operand(built, i, t)
  local result <const> = built.result
  local points <const> = result.points[i][t]
  local item <const> = result.frame.items[i]
  if not points then
    return nil
  end
  local operands <const>, part <const> = {}, explain.part(built.definition.method, result, i, t)
  if part then
    part.of, operands[1] = "part", part
  end
  local formula = formulas[result.chain]
  if formula then
    operands[2] = level_operand(built, t - 1, "before")
    if result.chain == "symmetric" then
      operands[3] = { name = built.name, of = "growth", where = place_of(built), unit = "%",
        period = month_of(built, t), value = number.real(result.growth[t]), formula = "value" }
    end
  else
    local before <const> = t > result.first and explain.part(built.definition.method, result, i, t - 1)
    if before then
      before.of, operands[#operands + 1] = "before", before
    end
    formula = part and before and "part - before" or part and "part" or "0 - before"
  end
  return {
    name = item.name, where = place_of(built), period = month_of(built, t),
    value = number.real(points), unit = "points", formula = formula, operands = operands,
  }
end

-- The points that the trend of the index it is like adds.
local function rest_operand(built, t)
  local points <const> = built.result.rest_points and built.result.rest_points[t]
  return points and {
    name = TREND, where = place_of(built), period = month_of(built, t), value = number.real(points),
    unit = "points", formula = "value",
  }
end

local function sum_of(operands)
  local list <const> = {}
  for i, operand in ipairs(operands) do
    list[i] = number.float(operand.value)
  end
  return (step.sum(list))
end

--- The change on the month before, in points: the contributions added up.
---@param built ingot.BuiltIndex
---@param t integer
---@return ingot.Claim
function M.change(built, t)
  local result <const>, operands <const> = built.result, {}
  if t <= result.first or t > result.last then
    return new(built, t, {
      kind = "index_change", unit = "points", display = points_display, formula = "now - before",
      reason = ("the index covers %s to %s"):format(month_of(built, result.first),
        month_of(built, result.last)),
    })
  end
  for i in ipairs(result.frame.items) do
    operands[#operands + 1] = points_operand(built, i, t)
  end
  operands[#operands + 1] = rest_operand(built, t) or nil
  return new(built, t, {
    kind = "index_change", unit = "points", display = points_display, base_period = month_of(built, t - 1),
    value = number.real(sum_of(operands)), operands = operands, formula = sum_text(operands, 1),
  })
end

--- The contribution of a component to that, in points; nil when it has none in the month.
---@param built ingot.BuiltIndex
---@param i integer|nil  nil: of the trend of the index it is like
---@param t integer
---@param subject table
---@return ingot.Claim?
function M.contribution(built, i, t, subject)
  local operand <const> = i and points_operand(built, i, t) or not i and rest_operand(built, t)
  return operand and new(built, t, {
    kind = "contribution", subject = subject, unit = "points", display = points_display,
    base_period = month_of(built, t - 1), value = operand.value, formula = operand.formula,
    operands = operand.operands or {},
  }) or nil
end

local related <const> = {
  change = function(level) return M.change(level.built, level.t) end,
  before = function(level)
    return M.level(level.built, level.t - 1)
  end,
}

--- The level of a month of the frame; unknown outside of the index.
---@param built ingot.BuiltIndex
---@param t integer
---@return ingot.Claim
function M.level(built, t)
  local result <const> = built.result
  local value <const> = t >= result.first and t <= result.last and result.levels[t]
  local fields <const> = {
    kind = "index", unit = "", display = level_display, built = built, t = t,
    value = value and number.real(value) or nil, projected = built:projected(t)[1] ~= nil,
  }
  if value then
    fields.formula, fields.operands = level_parts(built, t)
  else
    fields.formula = "no level"
    fields.reason = ("the index covers %s to %s"):format(month_of(built, result.first),
      month_of(built, result.last))
  end
  return new(built, t, fields, related)
end

return M
