--- The order of a cube's members by the level of a metric.

local beside <const> = require "ingot.cube.beside"
local cells <const> = require "ingot.cube.cells"
local dimension <const> = require "ingot.dimension"
local number <const> = require "ingot.number"
local regions <const> = require "ingot.cube.regions"

local M = {}

-- Those who have a level, largest first, with the rank of each.
local function order_of(found)
  local order <const> = { codes = {}, ranks = {}, size = 0, rows = 0 }
  for code, cell in pairs(found) do
    if cell.value then
      order.codes[#order.codes + 1] = code
      order.rows = order.rows + cell.rows
    elseif cell.missing > 0 then
      order.missing = (order.missing or 0) + 1
    end
  end
  table.sort(order.codes, function(a, b)
    local by_value <const> = number.compare(found[a].value, found[b].value)
    return by_value > 0 or by_value == 0 and a < b
  end)
  order.size = #order.codes
  for i, code in ipairs(order.missing and {} or order.codes) do
    local before <const> = order.codes[i - 1]
    local tied <const> = before and number.compare(found[before].value, found[code].value) == 0
    order.ranks[code] = tied and order.ranks[before] or i
  end
  return order
end

--- The members of a dimension by falling level: codes in order, and the rank of each (equal levels
--- share a rank). Empty for a period that is not covered; without ranks where the level of a member
--- is missing (so many `missing`).
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param name string  of the dimension
---@return { codes: string[], ranks: table<string, integer>, size: integer, rows: integer,
---   missing?: integer }
function M.ranking(cube, definition, within, name)
  beside.refuse_members(cube, definition, name)
  local key <const> = ("%s %s %s"):format(definition.name, within, name)
  local kept <const> = cube.rankings[key]
  cells.demand_level(definition, within)
  if kept and kept.definition == definition then
    return kept.order
  end
  local order = { codes = {}, ranks = {}, size = 0, rows = 0 }
  if cube:covers(definition, within) then
    local found <const> = cells.levels(cube, definition, within, dimension.get(name))
    order = order_of(found)
    order = name == "region" and regions.rest_last(cube.regions, order, found) or order
  end
  cube.rankings[key] = { definition = definition, order = order }
  return order
end

--- What members of a dimension are ranked among, for formulas: "partner", "region ASEAN EU".
---@param cube ingot.Cube
---@param name string  of the dimension
---@return string
function M.among(cube, name)
  return name == "region" and "region " .. table.concat(cube.regions.names, " ") or name
end

return M
