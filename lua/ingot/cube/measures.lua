--- The measures of a member among others: the columns of `cube:by(…):table(…)` and of the rules of
--- classes. The formulas are those of claims, over the same unrounded levels.

local dimension <const> = require "ingot.dimension"
local number <const> = require "ingot.number"
local parts_ <const> = require "ingot.cube.parts"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.MeasureCell
---@field state ingot.State
---@field value? ingot.Number
---@field reason? string
---@field settled? true    of an unknown: no data are lacking, there is no such number

-- There is no such number, though all data are there.
local function none(reason)
  return { state = "unknown", reason = reason, settled = true }
end

local function unknown(reason)
  return { state = "unknown", reason = reason }
end

local function known(value)
  return { state = number.sign(value) == 0 and "zero" or "value", value = value }
end

local function against(now, base, base_period)
  if not now.value then
    return now.reason
  end
  return base.reason and ("its base is %s, and %s"):format(base_period, base.reason)
end

-- 100 (now − base) / base; no rate against zero or less.
local function change(now, base, base_period)
  if not now.value or not base.value then
    return unknown(against(now, base, base_period))
  end
  local sign <const> = number.sign(base.value)
  if sign == 0 and number.sign(now.value) == 0 then
    return known(number.exact(0, 0))
  elseif sign == 0 then
    return { state = "from_zero" }
  elseif sign < 0 then
    return { state = "turned" }
  end
  return { state = "value", value = number.change(now.value, base.value) }
end

local function difference(now, base, base_period)
  if not now.value or not base.value then
    return unknown(against(now, base, base_period))
  end
  return known(number.sub(now.value, base.value))
end

-- 100 part / whole
local function share(part, whole)
  if not part.value or not whole.value then
    return unknown(part.reason or whole.reason)
  elseif number.sign(whole.value) == 0 then
    return none "the whole is zero"
  end
  return { state = "value", value = number.percent_of(part.value, whole.value) }
end

-- 100 (now − base) / whole base, in percentage points of the whole's growth
local function contribution(now, base, whole, base_period)
  if not now.value or not base.value or not whole.value then
    return unknown(against(now, base, base_period) or whole.reason)
  elseif number.sign(whole.value) == 0 then
    return none "the whole was zero"
  end
  local points <const> = number.percent_of(number.sub(now.value, base.value), whole.value)
  return { state = "value", value = points }
end

---@class ingot.PartMeasure
---@field roles string[]   of the periods it needs
---@field unit "metric"|"%"|"pp"|"rank"
---@field adds? true       only for metrics whose members add up
---@field of fun(m: table, p: ingot.Parts, standing: ingot.Standing): ingot.MeasureCell  `m` holds
---   the member's code, and its cells by role

--- All measures by name.
---@type table<string, ingot.PartMeasure>
M.list = {
  level = { roles = { "now" }, unit = "metric", of = function(m) return m.now end },
  base = { roles = { "year_ago" }, unit = "metric", of = function(m) return m.year_ago end },
  ytd = { roles = { "ytd" }, unit = "metric", of = function(m) return m.ytd end },
  diff = { roles = { "now", "previous" }, unit = "metric", of = function(m, p)
    return difference(m.now, m.previous, p.periods.previous)
  end },
  yoy_diff = { roles = { "now", "year_ago" }, unit = "metric", of = function(m, p)
    return difference(m.now, m.year_ago, p.periods.year_ago)
  end },
  mom = { roles = { "now", "previous" }, unit = "%", of = function(m, p)
    return change(m.now, m.previous, p.periods.previous)
  end },
  yoy = { roles = { "now", "year_ago" }, unit = "%", of = function(m, p)
    return change(m.now, m.year_ago, p.periods.year_ago)
  end },
  ytd_yoy = { roles = { "ytd", "ytd_year_ago" }, unit = "%", of = function(m, p)
    return change(m.ytd, m.ytd_year_ago, p.periods.ytd_year_ago)
  end },
  share = { roles = { "now" }, unit = "%", adds = true, of = function(m, p)
    return share(m.now, p.whole.now)
  end },
  share_year_ago = { roles = { "year_ago" }, unit = "%", adds = true, of = function(m, p)
    return share(m.year_ago, p.whole.year_ago)
  end },
  contribution = { roles = { "now", "year_ago" }, unit = "pp", adds = true, of = function(m, p)
    return contribution(m.now, m.year_ago, p.whole.year_ago, p.periods.year_ago)
  end },
  contribution_mom = { roles = { "now", "previous" }, unit = "pp", adds = true, of = function(m, p)
    return contribution(m.now, m.previous, p.whole.previous, p.periods.previous)
  end },
  rank = { roles = { "now" }, unit = "rank", of = function(m, p, standing)
    local position <const> = standing.ranks[m.code]
    return position and known(number.exact(position, 0)) or m.now.reason and unknown(m.now.reason)
      or none(("it has no trade in %s to be ranked by"):format(p.periods.now))
  end },
  cumulative = { roles = { "now" }, unit = "%", adds = true, of = function(m, p, standing)
    return share({ value = standing.through[m.code], reason = m.now.reason }, p.whole.now)
  end },
  cumulative_before = { roles = { "now" }, unit = "%", adds = true, of = function(m, p, standing)
    return share({ value = standing.before[m.code], reason = m.now.reason }, p.whole.now)
  end },
}

local roles <const> = {
  now = function(within) return within end,
  previous = function(within) return within:previous() end,
  year_ago = function(within) return within:year_ago() end,
  ytd = function(within) return within:ytd() end,
  ytd_year_ago = function(within) return within:ytd():year_ago() end,
}

---@class ingot.Standing
---@field codes string[]                        of members with a level, largest first
---@field ranks table<string, integer>
---@field before table<string, ingot.Number>
---@field through table<string, ingot.Number>

--- Where members stand, largest first: the rank of those with trade; and the sums of all that are
--- larger, and of these with it and its equals. Equals stand alike, whatever their order.
---@param parts ingot.Parts
---@return ingot.Standing
function M.standing(parts)
  local cells <const>, codes <const> = parts.cells.now, {}
  for _, code in ipairs(parts.codes) do
    codes[#codes + 1] = cells[code].value and code
  end
  table.sort(codes, function(a, b)
    local x <const>, y <const> = cells[a].key, cells[b].key
    return x > y or x == y and a < b
  end)
  local standing <const> = { codes = codes, ranks = {}, before = {}, through = {} }
  local sum, first = number.exact(0, 0), 1
  while codes[first] do
    local key <const>, before <const>, last = cells[codes[first]].key, sum, first
    repeat
      sum, last = number.add(sum, cells[codes[last]].value), last + 1
    until not codes[last] or cells[codes[last]].key ~= key
    for i = first, last - 1 do
      local code <const> = codes[i]
      standing.ranks[code] = cells[code].rows > 0 and first or nil
      standing.before[code], standing.through[code] = before, sum
    end
    first = last
  end
  return standing
end

--- The cells of one member by role of the period.
---@param parts ingot.Parts
---@param code string
---@return table
function M.member(parts, code)
  local cells <const> = { code = code }
  for role in pairs(parts.periods) do
    cells[role] = parts.cells[role][code]
  end
  return cells
end

--- What stands in the way of a measure of a metric, or nil.
---@param definition ingot.Metric
---@param name string
---@return string?
function M.problem(definition, name)
  local measure <const> = M.list[name]
  if not measure then
    return suggest.unknown("measure", "measures", tostring(name), suggest.names(M.list))
  elseif measure.adds and not parts_.add_up(definition) then
    return ("%s: '%s' needs a metric that adds up; this one does not"):format(definition.name, name)
  end
end

--- The levels that measures of a metric need.
---@param breakdown ingot.Breakdown
---@param definition ingot.Metric
---@param within ingot.Period
---@param names string[]  of measures
---@return ingot.Parts
function M.parts(breakdown, definition, within, names)
  local periods <const> = { now = within }
  for _, name in ipairs(names) do
    for _, role in ipairs(M.list[name].roles) do
      periods[role] = roles[role](within)
    end
  end
  return parts_.find(breakdown.cube, definition, dimension.get(breakdown.dimension), periods)
end

return M
