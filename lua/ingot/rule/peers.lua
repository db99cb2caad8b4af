--- What conditions look at of many parts: their measures as numbers, from the levels of all members of
--- a breakdown at once (`ingot.cube.measures`), so that a claim is made only of what is said. The
--- values are those of the claims.

local beside <const> = require "ingot.cube.beside"
local breakdown_ <const> = require "ingot.breakdown"
local measure <const> = require "ingot.measure"
local measures <const> = require "ingot.cube.measures"
local place_ <const> = require "ingot.measure.place"

---@class ingot.Peers  the breakdowns and wholes behind some facts
---@field kept table  cube → metric → period → what is known there
local Peers <const> = {}
Peers.__index = Peers

local M = {}

local function below(t, key)
  local inner <const> = t[key] or {}
  t[key] = inner
  return inner
end

local function at(peers, place)
  return below(below(below(peers.kept, place.cube), place.metric), place.period)
end

-- What gives the cells of a measure for the members of a place's dimension; false where it has none.
local function cells_of(place, name)
  local cube <const>, metric <const> = place.cube, place.metric
  if measures.problem(metric, name) then
    return false
  end
  local dimension <const> = place.subject.dimension
  local parts <const> = measures.parts(breakdown_.new(cube, dimension), metric, place.period, { name })
  local entry <const> = measures.list[name]
  local standing <const> = entry.of == "rank"
    and { order = cube:ranking(metric, place.period, dimension) } or {}
  return measures.of(name, metric, parts, standing)
end

--- Whether it knows a measure of members without their claims.
---@param place ingot.Place
---@param name string
---@return boolean
function Peers.knows(_, place, name)
  return measures.list[name] ~= nil and beside.of(place.cube, place.metric) == place.cube
end

--- A measure of the part at a place that it knows; nil where there is none.
---@param place ingot.Place
---@param name string
---@return ingot.Number?
function Peers:value(place, name)
  local known <const> = below(below(at(self, place), "parts"), place.subject.dimension)
  if known[name] == nil then
    known[name] = cells_of(place, name)
  end
  return known[name] and known[name](place.subject.code).value
end

--- The level of the whole that parts at a place are of: one claim for all.
---@param place ingot.Place
---@return ingot.Claim
function Peers:whole(place)
  local known <const> = at(self, place)
  known.level = known.level
    or measure.level { cube = place.cube, metric = place.metric, period = place.period }
  return known.level
end

--- What tells a place from all others, but for its subject.
---@param place ingot.Place
---@return string
function Peers:key(place)
  local known <const> = at(self, place)
  known.key = known.key or place_.key(place)
  return known.key
end

--- None are known yet.
---@return ingot.Peers
function M.new()
  return setmetatable({ kept = {} }, Peers)
end

return M
