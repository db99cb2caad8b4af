--- Metrics made of metrics: `net_imports = "imports - exports"`. What their definition must hold: no
--- unknown names, no circles, like units.

local evaluate <const> = require "ingot.metric.evaluate"
local linear <const> = require "ingot.metric.linear"
local number <const> = require "ingot.number"
local suggest <const> = require "ingot.suggest"
local unit_formula <const> = require "ingot.unit.formula"

local M = {}

-- The way from a metric back to a name, as "net → imports"; nil when there is none.
local function way_to(name, from, registry)
  for _, term in ipairs(from.terms or {}) do
    if term == name then
      return from.name
    end
    local way <const> = way_to(name, registry.find(term), registry)
    if way then
      return from.name .. " → " .. way
    end
  end
end

local function names_problem(metric, names, registry)
  for _, name in ipairs(names) do
    local term <const> = registry.find(name)
    if name == metric.name then
      return ("'%s' is made of itself"):format(metric.formula)
    elseif not term then
      return ("'%s' has no aggregate such as sum(qty_kg), so it is over metrics: %s"):format(
        metric.formula, suggest.unknown("metric", "metrics", name, registry.names()))
    end
    local way <const> = way_to(metric.name, term, registry)
    if way then
      return ("'%s' goes round in a circle: %s → %s → %s"):format(metric.formula, metric.name, way,
        metric.name)
    end
  end
end

-- The unit that the formula gives, for ones of all the metrics it names; nil when it keeps none.
local function unit_of(metric, registry)
  local ones <const> = {}
  for i, name in ipairs(metric.terms) do
    local term <const> = registry.find(name)
    ones[i] = { name = name, unit = term.unit ~= "" and term.unit or nil,
      values = { number.exact(1, 0) } }
  end
  local fine, values, given, kind = pcall(evaluate.rows, metric.formula, ones, 1)
  if not fine then
    return nil, (tostring(values):gsub("^%S+:%d+: ", ""))
  elseif kind ~= "real" and not kind:find "^decimal" then
    return nil, ("'%s' gives %s, numbers are expected"):format(metric.formula, kind)
  end
  return given
end

local function unit_problem(metric, registry)
  local found <const>, problem <const> = unit_of(metric, registry)
  if problem then
    return problem
  elseif metric.unit == nil and not found then
    return ("the unit of '%s' does not follow from its metrics: say it, as unit = \"USD/t\""):format(
      metric.formula)
  end
  metric.unit = metric.unit or found
  return unit_formula.problem(metric.formula, metric.unit, function(name)
    local term <const> = registry.find(name)
    return term and term.unit
  end)
end

-- Sums of metrics are printed as the first of them that has the same unit.
local function take_display(metric, registry)
  for _, name in ipairs(metric.linear and metric.terms or {}) do
    local term <const> = registry.find(name)
    if not metric.display and term.unit == metric.unit then
      metric.display = term.display
    end
  end
end

--- Completes the definition of a metric over metrics, or says what is wrong with it.
---@param metric ingot.Metric
---@param names string[]  of the metrics its formula is over
---@param registry ingot.Registry  of metrics
---@return string? problem
function M.complete(metric, names, registry)
  local problem <const> = names_problem(metric, names, registry)
  if problem then
    return problem
  elseif metric.where then
    return "it is made of metrics, which have their own rows: where belongs to them"
  end
  metric.terms, metric.linear = names, linear.is(metric.formula, {})
  local wrong <const> = unit_problem(metric, registry)
  if not wrong then
    take_display(metric, registry)
  end
  return wrong
end

--- Why a metric may not be defined again as it is, or nil: others that are made of it took its unit.
---@param metric ingot.Metric
---@param registry ingot.Registry
---@return string?
function M.still_fits(metric, registry)
  local before <const> = registry.find(metric.name)
  if not before or before.unit == metric.unit then
    return nil
  end
  for _, name in ipairs(registry.names()) do
    for _, term in ipairs(registry.find(name).terms or {}) do
      if term == metric.name then
        return ("%s is made of it and takes it in %s, not in %s; give it another name"):format(
          name, before.unit, metric.unit)
      end
    end
  end
end

return M
