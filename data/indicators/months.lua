-- Indicators by month, from the assumptions and what is published. A series here is
-- { name, unit, decimals, joint, first, [i] = value }, i counting months from `first`.
local assumptions = require "assumptions"
local noise = require "reconstruct.noise"
local csv = require "reconstruct.csv"

local M = {}

M.first = assumptions.first * 12
M.last = assumptions.last * 12 + 11

local LEVELS_FROM <const> = M.first - 12   -- growth needs the year before
local FUNDAMENTALS_FROM <const> = 2024 * 12
local DAYS <const> = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function name_of(month) return ("%04d-%02d"):format(month // 12, month % 12 + 1) end

local function month_of(name) return tonumber(name:sub(1, 4)) * 12 + tonumber(name:sub(6)) - 1 end

local function days_of(month)
  local year = month // 12
  return month % 12 == 1 and year % 4 == 0 and 29 or DAYS[month % 12 + 1]
end

local function rounded(x, decimals)
  local power = 10 ^ decimals
  return (x < 0 and -math.floor(-x * power + 0.5) or math.floor(x * power + 0.5)) / power
end

M.rounded = rounded

-- The path of values at the middle of years (at[1]: of 2015), in a month; level beyond the last.
local function path(at, month)
  local x = (month + 0.5 - assumptions.first * 12) / 12 + 0.5 -- 1 at the middle of the first year
  local low = math.floor(x)
  local below = at[low] or at[low + 1] or at[#at]
  local above = at[low + 1] or below
  return below + (above - below) * (x - low)
end

-- Chance between -1 and 1 that goes on over neighbouring months.
local function wave(month, about)
  local function draw(at) return noise.between(-1, 1, "indicators", about, name_of(at)) end
  return (draw(month) + draw(month - 1) + draw(month - 2)) / 1.5
end

-- The ups and downs that indicators of a kind share, from their height in the middle.
local MIDDLE <const> = { leading = 75, coincident = 107 }

local function shared(kind, month)
  local points = assumptions.shared[kind]
  local i = 1
  while i < #points - 1 and name_of(month) >= points[i + 1][1] do i = i + 1 end
  local a, b = month_of(points[i][1]), month_of(points[i + 1][1])
  local low, high = points[i][2], points[i + 1][2]
  return low + (high - low) * (month - a) / (b - a) - MIDDLE[kind]
end

-- A path, what is shared, and chance.
local function straying(given, month)
  return path(given.at, month) + given.load * shared(given.shared, month)
    + given.own * wave(month, given.name)
end

-- ---- what is published

--- The published values, by series and month.
function M.readings(file)
  local values = {}
  for _, row in ipairs(csv.read(file)) do
    values[row.series] = values[row.series] or {}
    values[row.series][row.month] = tonumber(row.value)
  end
  return values
end

-- Exports of unwrought aluminium and products by month, of the downloads' constraints.
local function exports_of(file)
  local kg = {}
  for _, row in ipairs(csv.read(file)) do
    if row.series == "unwrought_products_exports" and row.dimension == "total" then
      kg[row.period] = tonumber(row.kg)
    end
  end
  return kg
end

-- ---- levels and growth

-- Levels of all months, January and February each by themselves.
local function levels_of(given, readings)
  local pinned, free, values = readings[given.name] or {}, {}, {}
  for month = LEVELS_FROM, M.last do
    free[month] = month < M.first and given.year * days_of(month) / 365
      or free[month - 12] * (1 + straying(given, month) / 100)
  end
  local scale = pinned[given.meet] / free[month_of(given.meet)]
  for month = LEVELS_FROM, M.last do
    local name = name_of(month)
    values[name] = pinned[name] or rounded(scale * free[month], given.decimals)
  end
  return values
end

-- What stands in the row of a month of a series whose January and February are one: both, in
-- February's.
local function together(values, month)
  local name = name_of(month)
  if month % 12 ~= 1 then return values[name] end
  local january = values[name_of(month - 1)]
  return january and values[name] and january + values[name]
end

local function growth_of(values, month)
  local now, before = together(values, month), together(values, month - 12)
  return now and before and 100 * (now / before - 1)
end

local function new(given, first)
  return { name = given.name, unit = given.unit, decimals = given.decimals or 2, joint = given.joint,
    first = first, load = given.load }
end

local function component_of(given, levels, exports)
  local one = new(given, M.first)
  one.unit, one.joint = given.unit or "%", given.level and true or given.joint
  for i = 1, M.last - M.first + 1 do
    local month = M.first + i - 1
    local value
    if given.level then
      value = growth_of(levels[given.level], month)
    else
      value = given.name == "al_exports_growth" and growth_of(exports, month)
        or straying(given, month)
    end
    one[i] = not (one.joint and month % 12 == 0) and rounded(value, one.decimals)
  end
  return one
end

local function all_levels(readings)
  local levels = {}
  for _, given in ipairs(assumptions.levels) do levels[given.name] = levels_of(given, readings) end
  return levels
end

--- The components of the indices, as they are before the calibration.
function M.components(published, customs)
  local levels, exports, list = all_levels(M.readings(published)), exports_of(customs), {}
  for i, given in ipairs(assumptions.components) do
    list[i] = component_of(given, levels, exports)
  end
  return list
end

-- ---- fundamentals

--- What an article tells besides: levels. Output has no January and February, as the statistics bureau
--- publishes none; of capacity one month is known.
function M.fundamentals(published)
  local readings, list = M.readings(published), {}
  local levels = all_levels(readings)
  for _, given in ipairs(assumptions.levels) do
    local one = new(given, M.first)
    for month = M.first, M.last do
      one[month - M.first + 1] = month % 12 > 1 and levels[given.name][name_of(month)]
    end
    list[#list + 1] = one
  end
  for _, given in ipairs(assumptions.fundamentals) do
    local one, values = new(given, M.first), readings[given.name] or {}
    for month = M.first, M.last do
      local free = given.at and month >= FUNDAMENTALS_FROM
        and path(given.at, month) + given.own * wave(month, given.name)
      one[month - M.first + 1] = values[name_of(month)]
        or free and rounded(free / given.step, 0) * given.step
    end
    list[#list + 1] = one
  end
  return list
end

-- ---- writing

--- The bytes of a file: a row a month, a column a series, nothing where there is no value.
function M.csv(list)
  local lines, head = {}, { "month" }
  for _, one in ipairs(list) do head[#head + 1] = ("%s (%s)"):format(one.name, one.unit) end
  lines[1] = table.concat(head, ",")
  for month = M.first, M.last do
    local row = { name_of(month) }
    for _, one in ipairs(list) do
      local value = one[month - one.first + 1]
      row[#row + 1] = value and ("%." .. one.decimals .. "f"):format(value) or ""
    end
    lines[#lines + 1] = table.concat(row, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

return M
