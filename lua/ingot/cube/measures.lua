--- The measures of a member among others: the columns of `cube:by(…):table(…)` and of the rules of
--- classes, from the list and by the arithmetic that claims have.

local arithmetic <const> = require "ingot.measure.cells"
local beside <const> = require "ingot.cube.beside"
local days_ <const> = require "ingot.measure.days"
local list <const> = require "ingot.measure.list"
local number <const> = require "ingot.number"
local order_ <const> = require "ingot.measure.order"
local parts_ <const> = require "ingot.cube.parts"
local suggest <const> = require "ingot.suggest"

local M = {}

--- All that members have, by name.
---@type table<string, ingot.MeasureEntry>
M.list = list.of "tables"

-- What is held against a base period.
local function held(compute)
  return function(_, now, parts, at, base, against)
    return compute(now, parts.cells[base][at.code], against)
  end
end

-- Of the sums that standing has, the share of the whole.
local function summed(field)
  return function(standing, now, parts, at)
    return arithmetic.share({ value = standing[field][at.code], reason = now.reason },
      parts.whole[at.role], parts.below_zero[at.role])
  end
end

-- What gives the cell of a measure, from the level of a member.
---@type table<string, fun(standing: ingot.Standing, now: ingot.Cell, parts: ingot.Parts,
---   at: { code: string, role: string }, base: string, against: ingot.Against): ingot.MeasureCell>
local makers <const> = {
  level = function(_, now) return now end,
  change = held(arithmetic.change),
  per_day = held(arithmetic.per_day),
  difference = held(arithmetic.difference),
  share = function(_, now, parts, at)
    return arithmetic.share(now, parts.whole[at.role], parts.below_zero[at.role])
  end,
  contribution = function(_, now, parts, at, base, against)
    return arithmetic.contribution(now, parts.cells[base][at.code], parts.whole[base], against)
  end,
  rank = function(standing, now, parts, at)
    return arithmetic.rank(now, standing.order, at.code, parts.periods.now)
  end,
  cumulative = summed "through",
  cumulative_before = summed "before",
}

---@class ingot.Standing
---@field order ingot.Order                     those with trade, with their ranks
---@field codes string[]                        of members with a level, largest first
---@field before table<string, ingot.Number>
---@field through table<string, ingot.Number>

--- Where members stand, largest first: the order of those with trade; and the sums of all that are
--- larger, and of these with it and its equals. Equals stand alike, whatever their order.
---@param parts ingot.Parts
---@return ingot.Standing
function M.standing(parts)
  local cells <const>, codes <const>, levels <const> = parts.cells.now, {}, {}
  local rest <const> = parts.rest
  for _, code in ipairs(parts.codes) do
    levels[code] = cells[code]
    codes[#codes + 1] = cells[code].value and code ~= rest and code or nil
  end
  table.sort(codes, function(a, b)
    local by_value <const> = number.compare(levels[a].value, levels[b].value)
    return by_value > 0 or by_value == 0 and a < b
  end)
  codes[#codes + 1] = rest and levels[rest] and levels[rest].value and rest or nil
  local standing <const> = {
    order = order_.of(levels, rest), codes = codes, before = {}, through = {},
  }
  local sum, first = number.exact(0, 0), 1
  while codes[first] do
    local level <const>, before <const>, last = levels[codes[first]].value, sum, first
    repeat
      sum, last = number.add(sum, levels[codes[last]].value), last + 1
    until not codes[last] or codes[last] == rest
      or number.compare(levels[codes[last]].value, level) ~= 0
    for i = first, last - 1 do
      standing.before[codes[i]], standing.through[codes[i]] = before, sum
    end
    first = last
  end
  return standing
end

--- The members in order, largest first; those without a level last.
---@param parts ingot.Parts
---@param standing ingot.Standing
---@return string[] codes
function M.order(parts, standing)
  local order <const>, placed <const> = {}, {}
  for _, codes in ipairs { standing.codes, parts.codes } do
    for _, code in ipairs(codes) do
      order[#order + 1] = not placed[code] and code or nil
      placed[code] = true
    end
  end
  return order
end

--- What gives the cells of a measure: a function of the code of a member.
---@param name string
---@param metric ingot.Metric
---@param parts ingot.Parts
---@param standing ingot.Standing
---@return fun(code: string): ingot.MeasureCell
function M.of(name, metric, parts, standing)
  local entry <const> = M.list[name]
  local make <const>, role <const>, base <const> = makers[entry.of], entry.at or "now", entry.base
  local against <const> = base
    and arithmetic.against(metric, parts.periods[role], parts.periods[base], entry.days)
  return function(code)
    return make(standing, parts.cells[role][code], parts, { code = code, role = role }, base,
      against)
  end
end

--- What stands in the way of a measure of a metric, or nil.
---@param definition ingot.Metric
---@param name string
---@return string?
function M.problem(definition, name)
  local entry <const> = M.list[name]
  if not entry then
    return suggest.unknown("measure", "measures", tostring(name), suggest.names(M.list))
  end
  return entry.days and days_.problem(definition, name) or entry.adds and not definition.adds
    and ("%s: '%s' needs a metric that adds up; this one does not"):format(definition.name, name)
    or nil
end

--- The levels that measures of a metric need.
---@param breakdown ingot.Breakdown
---@param definition ingot.Metric
---@param within ingot.Period
---@param names string[]  of measures
---@param roles? string[]  of the periods whose members these are; default: all that measures look at
---@return ingot.Parts
function M.parts(breakdown, definition, within, names, roles)
  beside.refuse_members(breakdown.cube, definition, breakdown.dimension)
  local periods <const> = { now = within }
  for _, role in ipairs(roles or {}) do
    periods[role] = list.periods[role](within, breakdown.cube, definition)
  end
  for _, name in ipairs(names) do
    local entry <const> = M.list[name]
    for _, role in pairs { entry.at or "now", entry.base } do
      periods[role] = list.periods[role](within, breakdown.cube, definition)
    end
  end
  return parts_.find(breakdown, definition, periods, roles)
end

return M
