-- The lights of an industry over its series, month by month.

local definition_ = require "ingot.lights.definition"
local period = require "ingot.period"
local reading = require "ingot.lights.reading"
local suggest = require "ingot.suggest"
local zone = require "ingot.lights.zone"

---@class ingot.Light  an indicator in a month
---@field name string
---@field en string
---@field zh string
---@field month ingot.Period
---@field value? number      nil where there is none
---@field score? integer     1 (over-cold) to 5 (over-hot)
---@field zone? { en: string, zh: string }
---@field position? number   on the scale of the index
---@field weight number
---@field flag? ingot.SeriesFlag

---@class ingot.Board
---@field definition ingot.LightsDefinition
---@field series table<string, ingot.Series>
local Board = {}
local Meta = { __name = "ingot.board", __index = suggest.index("a board of lights", Board) }

local M = {}

--- A board of a definition over series; nil and a message when one is missing or not by the month.
---@param definition ingot.LightsDefinition
---@param list ingot.Series[]
---@return ingot.Board?
---@return string? message
function M.new(definition, list)
  local by_name, names = {}, {}
  for i, one in ipairs(list) do by_name[one.name], names[i] = one, one.name end
  for _, indicator in ipairs(definition.indicators) do
    local one = by_name[indicator.name]
    if not one then return nil, suggest.unknown("series", "series", indicator.name, names) end
    if one.frequency ~= "month" then
      return nil, ("series '%s' is by the %s; lights are by the month"):format(one.name, one.frequency)
    end
  end
  return setmetatable({ definition = definition, series = by_name }, Meta)
end

local function month_of(given, level)
  local at = period.of(given, level + 1)
  if at.kind ~= "month" then error(("a month expected, got %s"):format(at), level + 1) end
  return at
end

local function light_of(board, indicator, at)
  local one = board.series[indicator.name]
  local value = one:at(at)
  local bounds = value and definition_.bounds_in(indicator, at.from)
  local light = {
    name = indicator.name, en = indicator.en, zh = indicator.zh, month = at,
    value = value, weight = indicator.weight, flag = one.flags[one:index(at) or 0],
  }
  if bounds then
    light.score = reading.score(value, bounds.bounds, indicator.invert)
    light.zone = zone.zones[light.score]
    light.position = reading.position(value, bounds.bounds, indicator.invert,
      board.definition.scale)
  end
  return light
end

--- The indicators of a month, in the order of the definition.
---@param at ingot.Period|string
---@return ingot.Light[]
function Board:lights(at)
  local month, lights = month_of(at, 2), {}
  for i, indicator in ipairs(self.definition.indicators) do
    lights[i] = light_of(self, indicator, month)
  end
  return lights
end

--- How many indicators are in each zone, from the coldest; those without a light are in none.
---@param at ingot.Period|string
---@return integer[] counts  five
function Board:counts(at)
  local counts = { 0, 0, 0, 0, 0 }
  for _, light in ipairs(self:lights(month_of(at, 2))) do
    if light.score then counts[light.score] = counts[light.score] + 1 end
  end
  return counts
end

--- The share of the weights that have a light in a month, 0 to 1.
---@param at ingot.Period|string
---@return number
function Board:coverage(at)
  local there, all = 0, 0
  for _, light in ipairs(self:lights(month_of(at, 2))) do
    all = all + light.weight
    there = there + (light.score and light.weight or 0)
  end
  return there / all
end

local ways = {
  continuous = function(light) return light.position end,
  discrete = function(light) return light.score * 100 / 3 end,
}

--- The parts of the index in a month: what each indicator that has a light brings to it.
---@param at ingot.Period|string
---@param way? "continuous"|"discrete"  default: continuous
---@return { light: ingot.Light, points: number, weight: number }[]? parts  whose weights add up to 1; nil
---   where too little of the weights has a light
function Board:parts(at, way)
  local of = ways[way or "continuous"]
  if not of then
    error(suggest.unknown("way", "ways", tostring(way), suggest.names(ways)), 2)
  end
  local month = month_of(at, 2)
  local parts, sum = {}, 0
  if self:coverage(month) < self.definition.least then return nil end
  for _, light in ipairs(self:lights(month)) do
    if light.score then
      parts[#parts + 1] = { light = light, points = of(light), weight = light.weight }
      sum = sum + light.weight
    end
  end
  for _, part in ipairs(parts) do part.weight = part.weight / sum end
  return parts
end

--- The index of a month; nil where too little of the weights has a light.
---@param at ingot.Period|string
---@param way? "continuous"|"discrete"
---@return number?
function Board:value(at, way)
  local parts, value = self:parts(month_of(at, 2), way), 0
  if not parts then return nil end
  for _, part in ipairs(parts) do value = value + part.weight * part.points end
  return value
end

--- The zone of a value of the index as far as published readings prove it; nil where they leave more
--- than one possible.
---@param value number
---@return { en: string, zh: string }? zone
---@return "upper"|"lower"|nil half  of that zone, where that is proven too
function Board:zone_of(value)
  local readings = self.definition.readings
  local lowest, highest = zone.possible(value, readings)
  if lowest ~= highest then return nil end
  return zone.zones[lowest], zone.half(value, readings)
end

return M
