--- A cube by the parts that its product names: headings or single codes, members of the dimension `hs`.

local breakdown <const> = require "ingot.breakdown"
local levels <const> = require "ingot.cube.levels"
local product <const> = require "ingot.product"
local suggest <const> = require "ingot.suggest"

local M = {}

--- The level of a metric in each part of a cube by parts.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return table<string, ingot.FoundLevel>
function M.levels(cube, definition, within)
  local found <const> = {}
  for _, code in ipairs(cube.headings) do
    found[code] = levels.find(cube:slice { hs = code }, definition, within)[""]
  end
  return found
end

--- A cube by headings or codes, each a member.
---@param cube ingot.Cube
---@param codes string[]
---@param level integer  for errors: 1 is the caller
---@return ingot.Breakdown
function M.breakdown(cube, codes, level)
  local by_headings <const> = cube:slice {}
  by_headings.headings = codes
  return breakdown.new(by_headings, "hs", level + 1)
end

--- The cube by the parts that its product names, as headings 7601 and 7603; of one without parts, or
--- of a slice to some codes of it, by codes.
---@param cube ingot.Cube
---@param level integer
---@return ingot.Breakdown
function M.parts(cube, level)
  if not cube.product_name then
    error('by: parts are those of a product, as slice { product = "wire_cable" }', level + 1)
  end
  local parts <const> = product.get(cube.product_name).parts
  if not parts or cube.chosen.hs then
    return breakdown.new(cube, "hs", level + 1)
  end
  return M.breakdown(cube, suggest.names(parts), level + 1)
end

return M
