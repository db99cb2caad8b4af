--- Turning points of a series: peaks and troughs, dated by rules that are data.
---
---     for _, turn in ipairs(ingot.series.turning_points(index)) do print(turn.kind, turn.period) end
---
--- "bry_boschan" (Bry and Boschan, Cyclical Analysis of Time Series, 1971; of months) looks for extremes
--- of a twelve-term mean, for those near them of a Spencer curve, of a short mean as long as cycles need
--- to dominate (MCD), and last of the series itself, with least lengths of phases and cycles. "bbq"
--- (Harding and Pagan, Journal of Monetary Economics 49, 2002; of quarters) looks at the series itself.
--- "local", meant where no rule is named, takes every extreme among the neighbours.

local claim <const> = require "ingot.claim"
local cycle <const> = require "ingot.series.cycle"
local from <const> = require "ingot.series.from"
local plain <const> = require "ingot.series.plain"
local smooth <const> = require "ingot.series.smooth"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.TurningOptions
---@field rule? "bry_boschan"|"bbq"|"local"  "local" when left out
---@field stages? string[]  smoothed series before the series itself: "twelve", "spencer", "mcd"
---@field window? integer   an extreme stands out among so many periods on both sides
---@field phase? integer    periods from a turn to the next, at least
---@field cycle? integer    periods from peak to peak and trough to trough, at least
---@field ends? integer     periods between a turn and both ends, at least
---@field outliers? number|false  standard deviations from the Spencer curve beyond which a value counts
---   as the curve in all stages but the last; of "bry_boschan" 3.5

---@class ingot.SeriesTurn
---@field kind "peak"|"trough"
---@field period ingot.Period
---@field value number
---@field index integer        place in the series
---@field level? ingot.Claim   where the series was a list of claims

local rules <const> = {
  bry_boschan = { stages = { "twelve", "spencer", "mcd" }, window = 5, phase = 5, cycle = 15, ends = 6,
    outliers = 3.5 },
  bbq = { stages = {}, window = 2, phase = 2, cycle = 5, ends = 2, outliers = false },
  ["local"] = { stages = {}, window = 2 },
}

local function periods(name, least)
  return function(x) return math.type(x) == "integer" and x >= least end,
    ("%s: a whole number of periods from %d expected"):format(name, least)
end

local function is_stages(x)
  for i = 1, type(x) == "table" and #x or 0 do
    if not smooth.stages[x[i]] then
      return false
    end
  end
  return type(x) == "table"
end

local checks <const> = {
  rule = { function(x) return rules[x] ~= nil end, "rule: 'bbq', 'bry_boschan' or 'local' expected" },
  stages = { is_stages, "stages: a list of 'twelve', 'spencer', 'mcd' expected" },
  window = { periods("window", 1) }, phase = { periods("phase", 1) },
  cycle = { periods("cycle", 2) }, ends = { periods("ends", 0) },
  outliers = { function(x) return x == false or type(x) == "number" and x > 0 end,
    "outliers: standard deviations above 0, or false, expected" },
}

-- A rule with its settings as the options have them.
local function settings(options, level)
  local base <const> = rules[options.rule or "local"] or {}
  for _, name in ipairs(suggest.names(options)) do
    if not checks[name] then
      error(("turning_points: unknown option '%s'%s"):format(name,
        suggest.did_you_mean(name, checks)), level + 1)
    elseif not checks[name][1](options[name]) then
      error(("turning_points: %s, got %s"):format(checks[name][2], tostring(options[name])), level + 1)
    elseif name ~= "rule" and base[name] == nil then
      error(("turning_points: %s is for the rules 'bry_boschan' and 'bbq'"):format(name), level + 1)
    end
  end
  local rule <const> = {}
  for key, value in pairs(base) do
    rule[key] = options[key] == nil and value or options[key]
  end
  rule.censored = rule.phase ~= nil
  return rule
end

-- The series that was given, and of a list of claims each under its period.
local function series_of(source, level)
  if type(source) ~= "table" or plain.is(source) or not claim.is(source[1]) then
    return source, {}
  end
  local by_period <const> = {}
  for _, one in ipairs(source) do
    by_period[claim.is(one) and one.period or 0] = one
  end
  local s <const> = from.claims(source, {}, level + 1)
  return s, by_period
end

--- The turning points of a series, in order.
---
---     for _, turn in ipairs(ingot.turning_points(months, 2)) do print(turn.kind, turn.period) end
---
---@param source ingot.Series|ingot.Claim[]  without a gap; next to one "local" finds no turn
---@param options? ingot.TurningOptions|integer  a number is the window of "local"
---@return ingot.SeriesTurn[]
function M.turning_points(source, options)
  options = type(options) == "number" and { window = options } or options or {}
  if type(options) ~= "table" then
    error(("turning_points: options expected, as { rule = \"bbq\" }, got %s"):format(type(options)), 2)
  end
  local rule <const> = settings(options, 2)
  local s <const>, claims <const> = series_of(source, 2)
  local least <const> = #rule.stages > 0 and 2 * rule.cycle or rule.censored and 2 * rule.window + 1
  local values <const> = plain.demand(s, "turning_points",
    { whole = rule.censored, least = least or nil }, 2)
  local found <const> = {}
  for i, turn in ipairs(cycle.turns(values, rule)) do
    local at <const> = s:period(turn.at)
    found[i] = { kind = turn.sign > 0 and "peak" or "trough", period = at, index = turn.at,
      value = values[turn.at], level = claims[at] }
  end
  return found
end

return M
