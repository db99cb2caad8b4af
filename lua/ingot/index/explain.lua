--- How the part of a component comes about, as a formula over operands: for claims, so that it can be
--- computed again from the values of the component.

local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"

local M = {}

local function month_of(frame, t)
  return period.from_month(frame.from + t - 1)
end

-- The value of a component in a month, as an operand: of a claim, the claim itself.
local function value_of(frame, item, t, role)
  local level <const> = item.series.claims and item.series.claims[frame.from + t - 1]
  if level and level.value and not item.series.changed then
    return place.operand(level, role)
  end
  local flag <const> = t > item.last and "projected"
    or item.series.flags[t + frame.from - item.series.from] or item.series.changed and "computed"
  return {
    name = item.name, of = role, where = { series = item.name, flag = flag or nil },
    period = month_of(frame, t), value = number.real(item.values[t]), unit = item.series.unit,
    formula = "value", rows = not flag and 1 or nil,
  }
end

local function plain(frame, item, t, role, value)
  return {
    name = item.name, of = role, where = { index = frame.name }, period = month_of(frame, t),
    value = number.real(value), unit = "", formula = "value",
  }
end

local changes <const> = {
  symmetric = "200 * (now - before) / (now + before)", difference = "(now - before)", level = "now",
}

-- The values behind a change, in order.
local function values_behind(frame, item, t)
  local now <const> = value_of(frame, item, t, "now")
  return item.transform == "level" and { now } or { now, value_of(frame, item, t - 1, "before") }
end

-- A factor times the change.
local function scaled(result, i, t)
  local frame <const>, combined <const> = result.frame, result.combined
  local item <const> = frame.items[i]
  local operands <const> = values_behind(frame, item, t)
  operands[#operands + 1] = plain(frame, item, t, "factor", item.sign * combined.factors[i]
    * (combined.scale or 1) / combined.weights[t])
  return "factor * " .. changes[item.transform], operands
end

local function esri(result, i, t)
  local frame <const>, combined <const> = result.frame, result.combined
  local item <const> = frame.items[i]
  local operands <const> = {}
  for _, one in ipairs {
    { "change", combined.taken[i][t] }, { "trend", combined.trends[i][t] },
    { "range", combined.range[t] }, { "own_range", combined.ranges[i] },
    { "share", item.weight / combined.weights[t] },
  } do
    operands[#operands + 1] = plain(frame, item, t, one[1], one[2])
  end
  return result.rest and "share * range * (change - trend) / own_range"
    or "share * (trend + range * (change - trend) / own_range)", operands
end

local function oecd(result, i, t)
  local frame <const>, combined <const> = result.frame, result.combined
  local item <const> = frame.items[i]
  return "weight * (cycle - cycle_before) / whole", {
    plain(frame, item, t, "cycle", item.y[t]), plain(frame, item, t - 1, "cycle_before", item.y[t - 1]),
    plain(frame, item, t, "weight", item.weight), plain(frame, item, t, "whole", combined.weights[t]),
  }
end

local function diffusion(result, i, t)
  local frame <const> = result.frame
  local item <const> = frame.items[i]
  return "100 * share * score", {
    plain(frame, item, t, "score", item.x[t]),
    plain(frame, item, t, "share", item.weight / result.combined.weights[t]),
  }
end

local makers <const> = {
  nber = scaled, conference_board = scaled, esri = esri, oecd = oecd, diffusion = diffusion,
}

--- The part of a component in the growth of a chained index, or in the level of another, as an
--- operand that its own operands give.
---@param method string
---@param result ingot.IndexResult
---@param i integer  component
---@param t integer  month of the frame
---@return ingot.Operand? part  nil when it has none in that month
function M.part(method, result, i, t)
  local part <const> = result.parts[i][t]
  if not part then
    return nil
  end
  local formula <const>, operands <const> = makers[method](result, i, t)
  local item <const> = result.frame.items[i]
  return {
    name = item.name, where = { index = result.frame.name }, period = month_of(result.frame, t),
    value = number.real(part), unit = "%", formula = formula, operands = operands,
  }
end


return M
