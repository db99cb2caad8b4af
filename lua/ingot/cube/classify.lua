--- Which class a member is in: the rules of a definition over its measures, in one native pass.

local class <const> = require "ingot.class"
local measures <const> = require "ingot.cube.measures"
local number <const> = require "ingot.number"
local suggest <const> = require "ingot.suggest"

local M = {}

--- The measures that the rules of a definition look at, in order, and the level. A function is given
--- those that the metric has; a formula names what it needs.
---@param definition ingot.ClassDefinition
---@param metric ingot.Metric
---@return string[]
function M.columns_of(definition, metric)
  local seen <const> = { level = true }
  for _, rule in ipairs(definition.rules) do
    for _, name in ipairs(rule.columns) do
      seen[name] = seen[name] or rule.formula ~= nil or not measures.problem(metric, name) or nil
    end
  end
  return suggest.names(seen)
end

--- A measure as a rule sees it: per cents as fractions. Nil without a value.
---@param name string
---@param cell ingot.MeasureCell
---@return number?
function M.seen(name, cell)
  local value <const> = cell.value and number.float(cell.value)
  return value and class.columns[name] == "fraction" and value / 100 or value
end

--- What gives the measures of a member, by name, from its code.
---@param metric ingot.Metric
---@param parts ingot.Parts
---@param standing ingot.Standing
---@param names string[]
---@return fun(code: string): table<string, ingot.MeasureCell>
function M.cells(metric, parts, standing, names)
  local makers <const> = {}
  for _, name in ipairs(names) do
    makers[name] = measures.of(name, metric, parts, standing)
  end
  return function(code)
    local cells <const> = {}
    for name, make in pairs(makers) do
      cells[name] = make(code)
    end
    return cells
  end
end

-- The first measure of a rule that data are lacking for, and why.
local function unknown_in(rule, cells)
  for _, name in ipairs(rule.columns) do
    local cell <const> = cells[name]
    if cell and cell.state == "unknown" and not cell.settled then
      return ("%s is unknown: %s"):format(name, cell.reason)
    end
  end
end

-- Of the values of all rules for one row: the rule that holds, or why that cannot be said.
local function decide(rules, values, row, cells)
  for i, rule in ipairs(rules) do
    local holds <const> = values[i][row]
    if holds == true then
      return rule.name, rule
    end
    local blame <const> = holds == nil and unknown_in(rule, cells)
    if blame then
      return "unknown", nil, blame
    end
  end
  return "unclassified"
end

--- Puts measures of members into classes, all in one native pass.
---@param rules ingot.ClassRule[]
---@param params table<string, number>
---@param list table<string, ingot.MeasureCell>[]
---@param names string[]  of the measures
---@return { [1]: string, [2]: ingot.ClassRule?, [3]: string? }[]  class, rule, blame
function M.classes(rules, params, list, names)
  local rows <const>, terms <const>, used <const> = {}, {}, {}
  for i, cells in ipairs(list) do
    rows[i] = {}
    for _, name in ipairs(names) do
      rows[i][name] = M.seen(name, cells[name])
    end
  end
  for i, rule in ipairs(rules) do
    terms[i] = rule.condition
    for _, name in ipairs(rule.params) do
      used[name] = params[name]
    end
  end
  local values <const>, found <const> = class.values(terms, used, rows, names), {}
  for row, cells in ipairs(list) do
    found[row] = { decide(rules, values, row, cells) }
  end
  return found
end

return M
