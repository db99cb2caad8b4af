--- Bars of a level in time, with a line of the same periods a year earlier. Of a series longer than a
--- year the first year is there for comparison: bars begin when it is over. Years have no line: what
--- they are held against is the bar before.

local about <const> = require "ingot.chart.about"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local time <const> = require "ingot.chart.time"
local words <const> = require "ingot.chart.words"

local M = {
  takes = 'levels in time, as cube:series("exports", period:last(24)),',
  options = {},
}

local YEAR <const> = 12
local WIDE <const>, WIDEST <const> = 0.34, 32 -- half of a bar: in slots, and pixels at most

function M.read(data)
  local problem <const> = time.problem(data)
  if problem then
    return nil, problem
  end
  local first <const> = data[1].period
  local yearly <const> = first:count() >= YEAR
  local longer <const> = not yearly and data[#data].period.from >= first.from + YEAR
  local begin <const> = longer and first.from + YEAR or first.from
  local points <const>, claims <const> = {}, {}
  for _, level in ipairs(data) do
    if level.period.from >= begin then
      local before <const> = not yearly and level.base or nil
      points[#points + 1] = { claim = level, period = level.period, before = before }
      claims[#claims + 1] = level
      claims[#claims + 1] = before
    end
  end
  local fields <const> = time.fields(points)
  fields.claims, fields.level, fields.display = claims, data[1], data[1].display
  for _, point in ipairs(points) do
    if point.before and point.before.value then
      fields.compared = true
      fields.data_from = fields.data_from or math.min(point.before.period.from, fields.from)
    end
  end
  return fields
end

function M.describe(chart, lang)
  local spans <const> = { about.title(chart, lang) }
  about.add(spans, chart.compared and words[lang].alt.before or "", {})
  return about.series(spans, chart.points, lang, chart.rule)
end

local function values_of(chart, lang)
  local now <const>, before <const>, all <const> = {}, {}, {}
  for i, point in ipairs(chart.points) do
    now[i] = scale.value(point.claim, chart.display, lang)
    before[i] = point.before and scale.value(point.before, chart.display, lang)
    all[#all + 1] = now[i]
    all[#all + 1] = before[i]
  end
  return now, before, all
end

-- The latest bar bears its number, above the line where that would cross it; zeros say so.
local function label(at, chart, now, before, axis, lang)
  local n <const> = #chart.points
  for i = 1, n do
    local y = now[i]
    if y and (i == n or y == 0) then
      local near <const> = before[i] and before[i] >= y
        and before[i] - y < (axis.to - axis.from) * 0.09
      picture.text(at, scale.label(chart.points[i].claim, chart.display, lang),
        { i, near and before[i] or y }, {
          on = "chart", align = "center", size = picture.SMALL, shift = { 0, y < 0 and -12 or 12 },
        })
    end
  end
end

function M.picture(chart, lang)
  local now <const>, before <const>, all <const> = values_of(chart, lang)
  local n <const>, axis <const> = #chart.points, scale.axis(all)
  local at <const> = picture.new {
    height = 340, left = picture.level_room(axis), right = 10, top = 44, bottom = 46,
    x = { from = 0.4, to = n + 0.6 }, y = { from = axis.from, to = axis.to },
  }
  picture.level_axis(at, axis, scale.unit(chart.display, lang))
  time.axis(at, chart.points, lang)
  local boxes <const> = {}
  local wide <const> = math.min(WIDE, WIDEST * (n + 0.2) / (at.width - at.left - at.right))
  for i = 1, n do
    local y <const> = now[i]
    boxes[#boxes + 1] = y and { i, y, i - wide, i + wide, math.min(0, y), math.max(0, y) } or nil
  end
  picture.mark(at, "boxes", "blue", boxes)
  if chart.compared then
    local line <const>, dots <const> = time.line(chart.points, function(point)
      return point.before and scale.value(point.before, chart.display, lang)
    end)
    picture.mark(at, "line", "orange", line)
    picture.mark(at, "dots", "orange", dots)
    picture.legend(at, {
      { text = about.span(chart.from, chart.to, lang), tone = "blue", wide = 11 },
      { text = words[lang].before, tone = "orange", wide = 2.5 },
    })
  end
  label(at, chart, now, before, axis, lang)
  return at
end

return M
