--- The order of a cube's members by the level of a metric.

local beside <const> = require "ingot.cube.beside"
local cells <const> = require "ingot.cube.cells"
local dimension <const> = require "ingot.dimension"
local order_ <const> = require "ingot.measure.order"

local M = {}

--- The members of a dimension by falling level; empty for a period that is not covered.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param name string  of the dimension
---@return ingot.Order
function M.ranking(cube, definition, within, name)
  beside.refuse_members(cube, definition, name)
  local key <const> = ("%s %s %s"):format(definition.name, within, name)
  local kept <const> = cube.rankings[key]
  cells.demand_level(definition, within)
  if kept and kept.definition == definition then
    return kept.order
  end
  local found <const> = cube:covers(definition, within)
    and cells.levels(cube, definition, within, dimension.get(name)) or {}
  local order <const> = order_.of(found, name == "region" and cube.regions.rest or nil)
  cube.rankings[key] = { definition = definition, order = order }
  return order
end

--- What members of a dimension are ranked among, for formulas: "partner", "region ASEAN EU", "hs 7601
--- 7603".
---@param cube ingot.Cube
---@param name string  of the dimension
---@return string
function M.among(cube, name)
  local groups <const> = name == "region" and cube.regions.names or name == "hs" and cube.headings
  return groups and name .. " " .. table.concat(groups, " ") or name
end

return M
