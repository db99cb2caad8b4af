--- What charts over time share: series of levels, the axis of periods, gaps.

local kind_ <const> = require "ingot.kind"
local measure_level <const> = require "ingot.measure.level"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local words <const> = require "ingot.chart.words"

local M = {}

--- What is wrong with a series, or nil: levels of one metric in periods that follow one another.
---@param data table
---@return string? message
function M.problem(data)
  if #data == 0 then
    return 'levels in time expected, as cube:series("exports", period:last(24)), got ' .. kind_.of(data)
  end
  for i, level in ipairs(data) do
    if not measure_level.is(level) then
      return ('levels in time expected, as cube:series("exports", period:last(24)); item %d is no '
        .. "level"):format(i)
    elseif level.metric ~= data[1].metric then
      return ("levels of one metric expected, got %s and %s"):format(data[1].metric, level.metric)
    elseif i > 1 and level.period.from <= data[i - 1].period.to then
      return ("periods in order expected, got %s after %s"):format(level.period,
        data[i - 1].period)
    end
  end
end

--- What a chart of series knows of its time.
---@param points ingot.ChartPoint[]
---@return table fields
function M.fields(points)
  local first <const>, last <const> = points[1].period, points[#points].period
  local kind = first.kind
  for _, point in ipairs(points) do
    local joint <const> = point.period.kind == "range" and point.period:count() == 2
    kind = (joint or point.period.kind == kind) and kind or "range"
  end
  if kind == "range" and #points > 1 and points[2].period.kind == "month" then
    kind = "month" -- it begins with a joint January and February
  end
  return { points = points, from = first.from, to = last.to, step = kind }
end

-- "May", "Jan–Feb", "Q1".
local function tick_of(at, lang)
  local w <const> = words[lang]
  local n <const> = at.from % 12
  local joint <const> = at.kind == "range" and "months_between"
  local pattern <const> = w[joint or at.kind]
  return (pattern:gsub("{([%w_]+)}", {
    name = w.months[n + 1], first = w.months[n + 1], last = w.months[at.to % 12 + 1],
    first_n = tostring(n + 1), n = tostring(at.kind == "half" and n // 6 + 1 or n // 3 + 1),
    year = tostring(at.year),
  }))
end

-- Whether names fit when every n-th, counted from the last, is written.
local function fit(names, slot, n)
  for i = #names, n + 1, -n do
    local both <const> = scale.width(names[i], picture.SMALL) + scale.width(names[i - n], picture.SMALL)
    if both / 2 + 5 > slot * n then
      return false
    end
  end
  return true
end

-- Every how many periods one is named, so that the names do not run into each other.
local function every(names, slot)
  for _, n in ipairs { 1, 2, 3, 4, 6, 12, 24, 60 } do
    if fit(names, slot, n) then
      return n
    end
  end
  return #names
end

--- The periods below a picture, point i at x = i; the year where it begins. Names count from the last.
---@param at ingot.Picture
---@param points ingot.ChartPoint[]
---@param lang string
function M.axis(at, points, lang)
  local names <const>, w <const> = {}, words[lang]
  for i, point in ipairs(points) do
    names[i] = tick_of(point.period, lang)
  end
  local slot <const> = (at.width - at.left - at.right) / (at.x.to - at.x.from)
  local step <const> = every(names, slot)
  local year, taken
  for i = 1, #points do
    local x <const> = at.left + (i - at.x.from) * slot
    if (#points - i) % step == 0 then
      picture.text(at, names[i], { x, at.height - at.bottom + 15 },
        { align = "center", tone = "muted", size = picture.SMALL })
      local own <const> = points[i].period.year
      if own ~= year and points[i].period.kind ~= "year" and (not taken or x - taken > 44) then
        picture.text(at, w.year:gsub("{year}", tostring(own)) .. "", { x, at.height - at.bottom + 33 },
          { align = "center", size = picture.SMALL })
        year, taken = own, x
      end
    end
  end
end

--- Points of a line: false where a claim has no number.
---@param points ingot.ChartPoint[]
---@param value fun(point: ingot.ChartPoint): number?
---@return (number[]|false)[] line
---@return number[][] dots    those with a number
function M.line(points, value)
  local line <const>, dots <const> = {}, {}
  for i, point in ipairs(points) do
    local y <const> = value(point)
    line[i] = y and { i, y } or false
    dots[#dots + 1] = y and { i, y } or nil
  end
  return line, dots
end

return M
