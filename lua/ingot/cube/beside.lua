--- Tables beside a cube: prices and indicators that metrics with `from` are asked of, in the same
--- period. No slice narrows them: a price has no partner.

local alike <const> = require "ingot.cube.alike"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"

local M = {}

--- What is wrong with tables by name, or nil.
---@param with table<string, ingot.Table|ingot.Query>
---@return string? message
function M.check(with)
  if type(with) ~= "table" then
    return ("with: tables by name expected, as { prices = prices }, got %s"):format(type(with))
  end
  for name, data in pairs(with) do
    local kind <const> = native.type(data)
    if type(name) ~= "string" then
      return "with: tables by name expected, as { prices = prices }"
    elseif kind ~= "table" and kind ~= "query" then
      return ("with: '%s': a table or query expected, got %s"):format(name, kind or type(data))
    end
    local problem <const> = alike.month_problem(data)
    if problem then
      return ("with: '%s': %s"):format(name, problem)
    end
  end
end

--- A cube over each table, which knows its name.
---@param new fun(data: ingot.Table|ingot.Query, settings: table): ingot.Cube
---@param with? table<string, ingot.Table|ingot.Query>
---@param levels string
---@return table<string, ingot.Cube>
function M.cubes(new, with, levels)
  local cubes <const> = {}
  for _, name in ipairs(suggest.names(with or {})) do
    cubes[name] = new(with[name], { levels = levels })
    cubes[name].named = name
  end
  return cubes
end

--- The cube that a metric is asked of: this one, or one beside it. A table that the cube does not
--- have is an error at the script's line.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return ingot.Cube
function M.of(cube, definition)
  if not definition.from or cube.named == definition.from then
    return cube
  end
  local names <const> = suggest.names(cube.beside)
  return cube.beside[definition.from] or error_.raise("script",
    ("metric '%s' is of the table '%s', which the cube does not have%s; give it as "
    .. "ingot.cube(data, { with = { %s = … } })"):format(definition.name, definition.from,
    suggest.did_you_mean(definition.from, names), definition.from))
end

--- Raises that a metric of a table beside the cube has no members of a dimension.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param dimension string
function M.refuse_members(cube, definition, dimension)
  if M.of(cube, definition) ~= cube then
    error_.raise("script", ("metric '%s' is of the table '%s' beside the cube, which no %s narrows; "
      .. "ask the cube as a whole"):format(definition.name, definition.from, dimension))
  end
end

return M
