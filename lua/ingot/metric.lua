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
local registry <const> = require "ingot.registry"
local suggest <const> = require "ingot.suggest"
local tiny <const> = require "ingot.metric.tiny"
local unit <const> = require "ingot.unit"
local words <const> = require "ingot.words"

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
---   kept as a number in the metric's unit. Left out, that of `ingot.growth`; "0 kg" is none
---@field usual_tiny? boolean whether it is that of `ingot.growth`
---@field adds boolean        whether parts of it (the members of a dimension) add up; in a definition
---   true, false, or a list of "regions" and "months". By default what the formula can: sums and
---   counts, times or by numbers, add over both. Only what adds over regions has shares and zeros
---@field adds_months boolean whether months of it add up
---@field one_month boolean   whether it has levels of single months only, see ingot.metric.adds
---@field linear boolean      whether the formula is a sum of its aggregates or metrics
---@field en? string          what it is called in a sentence, `{total.metric}`: "exports"; when left out
---   its name, with blanks for _
---@field zh? string          the same in Chinese: "出口量"; as in English when left out
---@field noun { en: string, zh: string }
---@field flow? string          of which its `where` lets rows count and asks for nothing else
---@field sides? ingot.Sides  the words for a level above and one below zero
---@field summary? string     a line for lists
---@field aggregates string[] the aggregate calls of the formula: the operands of a level
---@field terms? string[]     of a derived metric: the metrics its formula names
---@field recorded? boolean  of a claims file: its unit is not held against its formula again
---@field fn_text? string     stands for the formula of a function: "a Lua function (mine.lua:7)"

---@class ingot.Sides   { en = { "net imports", "net exports" }, zh = { "净进口", "净出口" } }
---@field en? string[]
---@field zh? string[]

local fields <const> = {
  en = "string", zh = "string", sides = "table", formula = "string", fn = "function",
  where = "string", from = "string", unit = "string",
  display = "table", adds = "boolean or table", tiny = "string", summary = "string",
}

-- What stands for the formula of a function: where it is written.
local function fn_text(fn)
  local frame <const> = native.frame(fn)
  return frame.what == "C" and "a Lua function"
    or ("a Lua function (%s:%d)"):format(frame.short, frame.defined or 0)
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

-- "100 kg" as a number in the unit of the metric; the desk's where the metric has none of its own.
local function take_tiny(metric)
  if not metric.tiny then
    metric.usual_tiny, metric.tiny = true, tiny.usual(metric.unit)
    return nil
  end
  local value <const>, message <const> = tiny.parse(metric.tiny, metric.unit)
  metric.tiny = value
  return message and "field 'tiny': " .. message
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

-- Two words a language: for levels above and below zero.
local function sides_problem(sides)
  for lang, pair in pairs(sides or {}) do
    local known <const> = pcall(words.language, lang)
    if not known or type(pair) ~= "table" or #pair ~= 2 or type(pair[1]) ~= "string"
      or type(pair[2]) ~= "string" then
      return "field 'sides': two words a language expected, as "
        .. "{ en = { \"net imports\", \"net exports\" } }"
    end
  end
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

local function plain_noun(name)
  local text <const> = name:gsub("_", " ")
  return { en = text, zh = text }
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
  local plain <const> = plain_noun(metric.name)
  metric.noun = { en = metric.en or plain.en, zh = metric.zh or metric.en or plain.zh }
  metric.flow = metric.where and metric.where:match "^flow == ['\"]([^'\"]*)['\"]$"
  return unit_problem(metric, formula and #formula:aggregates() == 0)
    or sides_problem(metric.sides)
    or take_formula(metric, formula)
    or display_problem(metric)
    or adds_.complete(metric, metrics)
    or take_tiny(metric)
    or derived.still_fits(metric, metrics)
end

metrics = registry.new("metric", fields, check)

--- What the metric of a claim is called in words; its name, with blanks, when it is not defined.
---@param claim ingot.Claim
---@return { en: string, zh: string }
function metrics.noun_of(claim)
  local place <const> = rawget(claim, "place")
  local metric <const> = place and place.metric or metrics.find(claim.metric)
  return metric and metric.noun or plain_noun(claim.metric)
end

local settings <const> = { tiny = true }

--- The policy of growth for all metrics that have none of their own, of this script or, in its
--- `init.lua`, of a desk: `ingot.growth { tiny = { "100 kg", "1000 USD" } }`. Bases below it are low
--- ones, without a rate: a level in t goes by the first that is a weight. `ingot.growth {}` takes it
--- back.
---@param policy { tiny?: string|string[] }
function metrics.growth(policy)
  if type(policy) ~= "table" then
    error(('growth: a table expected, as { tiny = "100 kg" }, got %s'):format(type(policy)), 2)
  end
  for key in pairs(policy) do
    if not settings[key] then
      error(("growth: unknown option '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), settings)), 2)
    end
  end
  local problem <const> = tiny.set(policy.tiny)
  if problem then
    error("growth: tiny: " .. problem, 2)
  end
  for _, name in ipairs(metrics.names()) do
    local metric <const> = metrics.get(name)
    metric.tiny = not metric.usual_tiny and metric.tiny or tiny.usual(metric.unit)
  end
end

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
