-- The lights of an industry over its series, month by month.

local colon = require "ingot.colon"
local claims = require "ingot.lights.claims"
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
---@field unit string
---@field position? number   on the scale of the index
---@field way? table         how it came there: `lights.reading`
---@field weight number
---@field flag? ingot.SeriesFlag

---@class ingot.Board
---@field definition ingot.LightsDefinition
---@field data table<string, ingot.Series>
local Board = {}
local Meta = { __name = "ingot.board", __index = suggest.index("a board of lights", Board) }

local M = {}

--- Its methods, as help and completion name them.
M.methods = Board

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
  return setmetatable({ definition = definition, data = by_name }, Meta)
end

local function month_of(given, level)
  local at = period.of(given, level + 1)
  if at.kind ~= "month" then error(("a month expected, got %s"):format(at), level + 1) end
  return at
end

local function light_of(board, indicator, at)
  local one = board.data[indicator.name]
  local value = one:at(at)
  local bounds = value and definition_.bounds_in(indicator, at.from)
  local light = {
    name = indicator.name, en = indicator.en, zh = indicator.zh, month = at,
    value = value, unit = one.unit, weight = indicator.weight, flag = one.flags[one:index(at) or 0],
  }
  if bounds then
    light.score = reading.score(value, bounds.bounds, indicator.invert)
    light.zone = zone.zones[light.score]
    light.position, light.way = reading.position(value, bounds.bounds, indicator.invert,
      board.definition.scale)
  end
  return light
end

--- The indicators of a month, in the order of the definition.
---
---     for _, light in ipairs(board:lights "2025-11") do print(light.name, light.zone and light.zone.en) end
---
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
---
---     print(table.concat(board:counts "2025-11", " "))
---
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
---
---     print(board:coverage "2025-11")   --> 1.0
---
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
---
---     for _, part in ipairs(board:parts "2025-11" or {}) do print(part.light.name, part.points) end
---
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
---
---     print(board:value "2025-11")
---
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
---
---     print((board:zone_of(50) or {}).en)
---
---@param value number
---@return { en: string, zh: string }? zone
---@return "upper"|"lower"|nil half  of that zone, where that is proven too
function Board:zone_of(value)
  local readings = self.definition.readings
  local lowest, highest = zone.possible(value, readings)
  if lowest ~= highest then return nil end
  return zone.zones[lowest], zone.half(value, readings)
end

--- The files that the series are from, each once.
---
---     for _, source in ipairs(board:sources()) do print(source.file) end
---
---@return ingot.Source[]
function Board:sources()
  local sources, seen = {}, {}
  for _, indicator in ipairs(self.definition.indicators) do
    for _, source in ipairs(self.data[indicator.name].sources or {}) do
      local key = table.concat({ source.path, source.table or "", source.filter or "", source.rows },
        "\0")
      sources[#sources + 1] = not seen[key] and source or nil
      seen[key] = true
    end
  end
  return sources
end

local function check_way(way, level)
  if way ~= nil and not ways[way] then
    error(suggest.unknown("way", "ways", tostring(way), suggest.names(ways)), level + 1)
  end
  return way or "continuous"
end

--- The index of a month as a claim, with `.change` in points and `.before`.
---
---     print(board:at "2025-11")
---
---@param at ingot.Period|string
---@param way? "continuous"|"discrete"
---@return ingot.Claim
function Board:at(at, way)
  return claims.level(self, month_of(at, 2), check_way(way, 2))
end

--- The zone of the index in a month, where it is proven.
---
---     print((board:zone "2025-11" or {}).en)
---
---@param at ingot.Period|string
---@return { en: string, zh: string }?
---@return "upper"|"lower"|nil half
function Board:zone(at)
  local value = self:value(month_of(at, 2))
  if value then return self:zone_of(value) end
end

local tones = { "cold", "cold", "normal", "hot", "hot" }

--- The zones of the index as bands of a chart: as far as readings prove them, and no further.
---
---     for _, band in ipairs(board:bands()) do print(band.from, band.to, band.en) end
---
---@return { from: number, to: number, en: string, zh: string, tone: string }[]
function Board:bands()
  local bands = {}
  for i, one in ipairs(zone.zones) do
    local proven = zone.proven(i, self.definition.readings)
    bands[#bands + 1] = proven.from and {
      from = proven.from, to = proven.to, en = one.en, zh = one.zh, tone = tones[i],
    } or nil
  end
  return bands
end

-- The head of a column: a name that begins with a capital.
local function head_of(named)
  return { en = named.en:gsub("^%l", string.upper), zh = named.zh }
end

--- The lights of months as rows and columns of a table of an article: a row a month, the index and its
--- indicators beside it, each light by the sign of its zone.
---
---     article:table("Lights", board:traffic(period:last(13)))
---
---@param periods (ingot.Period|string)[]
---@return table[] rows
---@return ingot.TableColumn[] columns
function Board:traffic(periods)
  local rows = {}
  local columns = { { { en = "Month", zh = "月份" }, "{month:iso}" },
    { head_of(self.definition), "[{index}|—]" } }
  for i, indicator in ipairs(self.definition.indicators) do
    columns[i + 2] = { head_of(indicator), ("{light%d}"):format(i) }
  end
  for n, at in ipairs(periods) do
    local month = month_of(at, 2)
    rows[n] = { month = month, index = claims.level(self, month, "continuous") }
    for i, light in ipairs(self:lights(month)) do
      rows[n]["light" .. i] = light.score and zone.signs[light.score] or zone.no_sign
    end
  end
  return rows, columns
end

local imputed = {
  en = "; January and February have the growth of both together",
  zh = "；一、二月增速合并公布，两月相同",
}

--- What a table of lights wants said below it: its signs, and that values of January and February were
--- split from one where they were.
---
---     article:note(board:note())
---
---@return { en: string, zh: string }
function Board:note()
  local split = false
  for _, one in pairs(self.data) do
    for _, flag in pairs(one.flags) do split = split or flag == "imputed" end
  end
  return {
    en = zone.legend.en .. (split and imputed.en or ""),
    zh = zone.legend.zh .. (split and imputed.zh or ""),
  }
end

--- The index of months as claims, for charts and tables.
---
---     article:chart("lines", board:series(ingot.period("2025-11"):last(12)))
---
---@param periods (ingot.Period|string)[]
---@param way? "continuous"|"discrete"
---@return ingot.Claim[]
function Board:series(periods, way)
  local list = {}
  for i, at in ipairs(periods) do
    list[i] = claims.level(self, month_of(at, 2), check_way(way, 2))
  end
  return list
end

colon.guard(Board, "board", function(value) return getmetatable(value) == Meta end)

return M
