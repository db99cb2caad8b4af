--- Over what a metric adds up: over regions (the members of any dimension), over months, over both
--- or neither. Only what adds up over regions has shares, contributions and zeros; what would be
--- summed over months but may not be has no level over several months. A rate is never summed.

local suggest <const> = require "ingot.suggest"

local M = {}

local parts <const> = { regions = true, months = true }

-- What a definition says, as { regions = …, months = … }; or nil and what is wrong with it.
local function declared(adds)
  if type(adds) == "boolean" then
    return { regions = adds, months = adds }
  end
  local said <const> = { regions = false, months = false }
  for _, part in ipairs(adds) do
    if not parts[part] then
      return nil, "field 'adds': " .. suggest.unknown("part", "parts", tostring(part),
        suggest.names(parts))
    end
    said[part] = true
  end
  for key in pairs(adds) do
    if math.type(key) ~= "integer" then
      return nil, ('field \'adds\': true, false or a list expected, as { "regions" }; got the key '
        .. "'%s'"):format(tostring(key))
    end
  end
  return said
end

-- What the formula allows; a function may be anything, and is believed.
local function allowed(metric, registry)
  if metric.fn then
    return { regions = true, months = true }
  end
  local can <const> = { regions = metric.linear, months = metric.linear }
  for _, name in ipairs(metric.terms or {}) do
    local term <const> = registry.find(name)
    can.regions, can.months = can.regions and term.adds, can.months and term.adds_months
  end
  return can
end

-- Aggregates that pick a row: of several months they tell one of them.
local function picks_a_row(metric)
  for _, call in ipairs(metric.aggregates) do
    if call:find "^first%s*%(" or call:find "^last%s*%(" or call:find "^any_value%s*%(" then
      return true
    end
  end
  return false
end

-- Whether one of the metrics that a derived one is made of has levels of single months only.
local function of_one_month(metric, registry)
  for _, name in ipairs(metric.terms or {}) do
    if registry.find(name).one_month then
      return true
    end
  end
  return false
end

local function refusal(metric, part)
  if picks_a_row(metric) then
    return ("'%s' picks a row, it does not add up over %s; of a stock write the sum, as "
      .. 'formula = "sum(stock_t)", adds = { "regions" }'):format(metric.formula, part)
  end
  return ("'%s' does not add up over %s: a rate is never summed; leave it out of adds"):format(
    metric.formula, part)
end

--- Completes `adds` and `adds_months` of a definition, or says what is wrong with them.
---@param metric ingot.Metric
---@param registry ingot.Registry  of metrics
---@return string? problem
function M.complete(metric, registry)
  local can <const> = allowed(metric, registry)
  local adds, problem = can, nil
  if metric.adds ~= nil then
    adds, problem = declared(metric.adds)
  elseif metric.fn then
    adds = declared(false)
  end
  if problem then
    return problem
  end
  for _, part in ipairs { "regions", "months" } do
    if adds[part] and not can[part] then
      return refusal(metric, part)
    end
  end
  metric.adds, metric.adds_months = adds.regions, adds.months
  metric.one_month = of_one_month(metric, registry)
    or not adds.months and (metric.linear and can.months or picks_a_row(metric))
end

--- Why a metric has no level over a period, or nil: it would sum months, or pick one, of something
--- that does not add up over months. Quotients and means are taken over all rows of the period.
---@param metric ingot.Metric
---@param within ingot.Period
---@return string?
function M.problem(metric, within)
  if metric.one_month and within:count() > 1 then
    return ("%s: it does not add up over months, so it has no level in %s; ask a month, as %s"):format(
      metric.name, within, require "ingot.period".from_month(within.to))
  end
end

--- Why a metric has no shares and what else takes parts of a whole, or nil.
---@param metric ingot.Metric
---@param kind string  as it stands in a sentence: "share", "contribution"
---@return string?
function M.no_parts(metric, kind)
  if not metric.adds then
    return ("%s: a %s needs a metric that adds up; this one does not"):format(metric.name, kind)
  end
end

--- What a metric adds up over, for lists.
---@param metric ingot.Metric
---@return string[]
function M.list(metric)
  local list <const> = {}
  list[#list + 1] = metric.adds and "regions" or nil
  list[#list + 1] = metric.adds_months and "months" or nil
  return list
end

return M
