-- Bends one component of each index until the index, built as a script builds it, gives two published
-- readings: October and November 2025. Two unknowns, found by secants: a drift, which grows in a
-- straight line from the first month to the last, and a step from November 2025 on. What comes of it
-- is data; it says nothing of how that component went.
local ingot = require "ingot"
local months = require "months"
local number = require "ingot.number"

local M = {}

local LAST_BUT_ONE <const>, LATEST <const> = "2025-10", "2025-11"

-- The coincident index first: the leading one takes its size from it.
local FREE <const> = {
  { index = "aluminum_coincident", components = { "income_growth", "profit_growth" } },
  { index = "aluminum_leading", components = {
    "m2_growth", "smelting_investment_growth", "housing_sales_growth" } },
}

local function month_name(i)
  local month = months.first + i - 1
  return ("%04d-%02d"):format(month // 12, month % 12 + 1)
end

--- The series as a script reads them: January and February, known together, have one growth.
---@param components table[]
---@return ingot.Series[]
function M.series(components)
  local list = {}
  for i, one in ipairs(components) do
    list[i] = ingot.series.split_joint(ingot.series {
      name = one.name, unit = one.unit, from = month_name(1), values = table.move(one, 1, #one, 1, {}),
      joint = one.joint,
    }, "same")
  end
  return list
end

-- A component bent by both unknowns.
local function bent(component, drift, step, round)
  local other, n = {}, #component
  for key, value in pairs(component) do other[key] = value end
  for i = 1, n do
    local value = component[i] and component[i] + component.load * (drift * (i - 1) / (n - 1)
      + (month_name(i) >= LATEST and step or 0))
    other[i] = value and (round and months.rounded(value, component.decimals) or value)
  end
  return other
end

-- The components bent, and how far the index then is from its readings.
local function misses(components, free, readings, drift, step, round)
  local list = {}
  for i, one in ipairs(components) do
    list[i] = one
    for _, name in ipairs(free.components) do
      list[i] = one.name == name and bent(one, drift, step, round) or list[i]
    end
  end
  local built = ingot.index.of(free.index, M.series(list))
  local wanted = readings[free.index]
  local function miss(month) return number.float(built:at(month).value) - wanted[month] end
  return miss(LAST_BUT_ONE), miss(LATEST), list
end

local STEP <const>, CLOSE <const>, MOST <const> = 0.5, 1e-6, 60

-- Both unknowns by Newton's method with differences for slopes, never more than 20 at once.
local function solve(components, free, readings)
  local drift, step = 0.0, 0.0
  for _ = 1, MOST do
    local a, b = misses(components, free, readings, drift, step)
    if math.abs(a) < CLOSE and math.abs(b) < CLOSE then return drift, step end
    local a1, b1 = misses(components, free, readings, drift + STEP, step)
    local a2, b2 = misses(components, free, readings, drift, step + STEP)
    local a_drift, b_drift = (a1 - a) / STEP, (b1 - b) / STEP
    local a_step, b_step = (a2 - a) / STEP, (b2 - b) / STEP
    local whole = a_drift * b_step - a_step * b_drift
    local function limited(x) return math.max(-20, math.min(20, x)) end
    drift = drift + limited((a_step * b - b_step * a) / whole)
    step = step + limited((b_drift * a - a_drift * b) / whole)
  end
  error(("%s: no solution"):format(free.index))
end

--- Bends the free components in place.
---@param components table[]
---@param readings table<string, table<string, number>>
function M.indices(components, readings)
  for _, free in ipairs(FREE) do
    local drift, step = solve(components, free, readings)
    local _, _, list = misses(components, free, readings, drift, step, true)
    table.move(list, 1, #list, 1, components)
  end
end

local INDICATOR <const>, LIGHTS <const> = "profit_growth", "aluminum"

--- Bounds of profits such that the index of lights gives its two published readings: their positions
--- in both months follow from those of the others, and a straight line through both.
---@param components table[]
---@param readings table<string, table<string, number>>
---@return number[] bounds  four, to one decimal
function M.bounds(components, readings)
  local board = ingot.lights.of(LIGHTS, M.series(components))
  local scale = board.definition.scale
  local value, position = {}, {}
  for _, month in ipairs { LAST_BUT_ONE, LATEST } do
    local rest = readings.aluminum_lights[month]
    for _, part in ipairs(board:parts(month)) do
      if part.light.name == INDICATOR then
        value[month], position[month] = part.light.value, part.weight
      else
        rest = rest - part.weight * part.points
      end
    end
    position[month] = rest / position[month]
  end
  local slope = (position[LATEST] - position[LAST_BUT_ONE]) / (value[LATEST] - value[LAST_BUT_ONE])
  local bounds = {}
  for i, at in ipairs(scale) do
    bounds[i] = months.rounded(value[LATEST] + (at - position[LATEST]) / slope, 1)
  end
  return bounds
end

return M
