--- Lights: each indicator of an industry in one of five zones, by four bounds of its own, and an index
--- of them all. The discrete index is that of the national statistics: (100/3) × the weighted mean of
--- the lights, 1 to 5. The continuous one is the weighted mean of where the values stand between
--- their bounds, on a scale of 0 to 100. Indicators without a value are left out and the weights of
--- the others made up; how much of them is there is said.
---
---     ingot.lights "aluminum" {
---       indicators = { { "al_output", bounds = { -2, 1, 6, 9 } }, { "m2", bounds = { 6, 8, 12, 14 } } },
---       readings   = { { 31.4, "cold", month = "2019-03" }, { 32.7, "normal", month = "2023-11" } },
---     }
---     local board = ingot.lights.of("aluminum", ingot.indicator "data/indicators/*.csv")
---     print(board:at "2025-11", board:at("2025-11").change)   --> 56.9  2.2 points

local board <const> = require "ingot.lights.board"
local definition <const> = require "ingot.lights.definition"
local own <const> = require "ingot.own"
local registry <const> = require "ingot.registry"
local series <const> = require "ingot.series"

local M = {}

-- Its plural is its singular.
local lights <const> = registry.new("light", definition.fields, definition.check)

M.get, M.find, M.names = lights.get, lights.find, lights.names

--- A set of lights over series.
---@param name string  of a definition
---@param data ingot.Table|ingot.Series[]  indicators by month
---@return ingot.Board
function M.of(name, data)
  local found <const> = lights.get(name, 2)
  local list <const> = type(data) == "table" and data or series.new(data, nil, nil, 2)
  local made <const>, problem <const> = board.new(found, list)
  if not made then
    error(("lights '%s': %s"):format(name, problem), 2)
  end
  return made
end

for name, set in pairs(own.data "indices/aluminum.lua".lights) do
  lights.define(name)(set)
end

return setmetatable(M, { __call = function(_, name, misplaced)
  return lights.define(name, misplaced)
end })
