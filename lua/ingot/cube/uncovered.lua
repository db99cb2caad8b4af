--- Warns where the members of a dimension are asked for in a period that the data do not cover: there
--- is nothing to list, which is not the same as no trade.

local error_ <const> = require "ingot.error"
local read <const> = require "ingot.read"

local M = {}

--- Warns at the script's line when nothing is known of a metric in a period.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@param dimension string
function M.watch(cube, definition, within, dimension)
  local is_known <const> = cube:covers(definition, within)
    or definition.one_month and within:count() > 1 -- an error of its own
  if not is_known then
    read.warn((error_.place():gsub(": $", "")), ("%s by %s in %s is unknown: %s"):format(
      definition.name, dimension, within, cube:cell(definition, within).reason))
  end
end

return M
