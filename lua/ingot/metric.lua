--- Metrics: a name for a formula over a group of rows, with its unit and its display.
--- A metric is data (`formula`) or a Lua function of a group (`fn`); both give the same claims.
--- A formula without an aggregate is over other metrics, by name: a derived metric. A formula that
--- does not parse, an unknown name, a circle or unlike units are refused where the metric is defined.

local adds_ <const> = require "ingot.metric.adds"
local derived <const> = require "ingot.metric.derived"
local display <const> = require "ingot.display"
local error_ <const> = require "ingot.error"
local linear <const> = require "ingot.metric.linear"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local registry <const> = require "ingot.registry"
local unit <const> = require "ingot.unit"

---@class ingot.Metric
---@field name string
---@field formula? string     over aggregates of the data's columns, as "sum(qty_kg) / 1000"; or over
---   metrics, as "imports - exports"
---@field fn? fun(group: table): number?   instead of a formula: called with each group, its columns
---   as read-only arrays and `n`, the number of its rows; nil when it has no value
---@field where? string       rows that count, as "flow == 'export'"
---@field from? string        the table of the cube it is asked of, as "prices" of `with = { prices = … }`
---@field unit string         of the value, as "t"; may be left out where it follows from the metrics
---   that a derived metric names
---@field display? ingot.Display   how a level of it is printed
---@field tiny? string|ingot.Number  levels below it are too small a base for a rate, as "100 kg";
---   kept as a number in the metric's unit
---@field adds boolean        whether parts of it (the members of a dimension) add up; in a definition
---   true, false, or a list of "regions" and "months". By default what the formula can: sums and
---   counts, times or by numbers, add over both. Only what adds over regions has shares and zeros
---@field adds_months boolean whether months of it add up
---@field one_month boolean   whether it has levels of single months only, see ingot.metric.adds
---@field linear boolean      whether the formula is a sum of its aggregates or metrics
---@field summary? string     a line for lists
---@field aggregates string[] the aggregate calls of the formula: the operands of a level
---@field terms? string[]     of a derived metric: the metrics its formula names
---@field recorded? boolean  of a claims file: its unit is not held against its formula again
---@field fn_text? string     stands for the formula of a function: "a Lua function (mine.lua:7)"

local fields <const> = {
  formula = "string", fn = "function", where = "string", from = "string", unit = "string",
  display = "table", adds = "boolean or table", tiny = "string", summary = "string",
}

-- What stands for the formula of a function: where it is written.
local function fn_text(fn)
  local info <const> = debug.getinfo(fn, "S")
  return info.what == "C" and "a Lua function"
    or ("a Lua function (%s:%d)"):format(info.short_src, info.linedefined)
end

-- Whether a formula over aggregates is a sum of sums and counts: parts of it then add up.
local function is_sum(metric)
  for _, call in ipairs(metric.aggregates) do
    if not call:find "^sum%s*%(" and not call:find "^count%s*%(" then
      return false
    end
  end
  return linear.is(metric.formula, metric.aggregates)
end

-- Parses the formulas of a definition: the one of the value, or nil; and what is wrong.
local function parse(metric)
  local parsed <const> = {}
  for _, field in ipairs { "formula", "where" } do
    if metric[field] then
      local fine, formula = error_.try(native.formula, metric[field])
      if not fine then
        return nil, ("field '%s': %s"):format(field, (tostring(formula):gsub("^%S+:%d+: ", "")))
      end
      parsed[field] = formula
    end
  end
  return parsed.formula
end

-- "100 kg" as a number in the unit of the metric.
local function take_tiny(metric)
  if not metric.tiny then
    return nil
  end
  local digits <const>, name <const> = metric.tiny:match "^([%d.]+)%s*(.-)$"
  local value <const> = digits and number.parse(digits)
  if not value then
    return ("field 'tiny': a number and its unit expected, as \"100 kg\", got '%s'"):format(
      metric.tiny)
  end
  local fine, powers = pcall(unit.powers, name, metric.unit)
  if not fine then
    return ("field 'tiny': %s"):format((powers:gsub("^%S+:%d+: ", "")))
  end
  metric.tiny = number.shift(value, powers)
end

local metrics -- this registry: derived metrics name others of it

-- What a formula is over: aggregates of rows, or other metrics.
local function take_formula(metric, formula)
  metric.aggregates = formula and formula:aggregates() or {}
  if not formula then
    return nil
  elseif #metric.aggregates > 0 then
    metric.linear = is_sum(metric)
    return nil
  end
  local names <const> = formula:columns()
  if #names == 0 then
    return ("'%s' has no aggregate such as sum(qty_kg), and names no metric"):format(
      metric.formula)
  end
  return derived.complete(metric, names, metrics)
end

local function unit_problem(metric, over_metrics)
  if not metric.unit then
    return not over_metrics and 'it needs a unit, as unit = "t"' or nil
  end
  local known <const>, message <const> = pcall(unit.get, metric.unit)
  return not known and message or nil
end

-- How it is printed, in a unit that its own can be converted to.
local function display_problem(metric)
  if not metric.display then
    return nil
  end
  local problem <const> = display.problem(metric.display)
  if problem then
    return problem
  end
  local fine, message = pcall(unit.powers, metric.unit, metric.display.unit)
  return not fine and "display: unit: " .. message:gsub("^%S+:%d+: ", "") or nil
end

local function check(metric)
  if (metric.formula ~= nil) == (metric.fn ~= nil) then
    return "it needs either a formula or a fn"
  end
  local formula <const>, mistake <const> = parse(metric)
  if mistake then
    return mistake
  end
  metric.linear, metric.fn_text = false, metric.fn and fn_text(metric.fn)
  return unit_problem(metric, formula and #formula:aggregates() == 0)
    or take_formula(metric, formula)
    or display_problem(metric)
    or adds_.complete(metric, metrics)
    or take_tiny(metric)
    or derived.still_fits(metric, metrics)
end

metrics = registry.new("metric", fields, check)

--- What `ingot list metrics` tells of each.
---@type ingot.Listing
metrics.listing = {
  columns = { "name", "unit", "adds", "formula", "where", "summary" },
  row = function(metric)
    return {
      name = metric.name, unit = metric.unit, formula = metric.formula or metric.fn_text,
      where = metric.where, adds = adds_.list(metric), summary = metric.summary,
    }
  end,
}

return metrics
