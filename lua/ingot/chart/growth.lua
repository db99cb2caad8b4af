--- A line of changes on a year earlier. Where there is no rate, from none or from below zero, the line
--- has a gap.

local about <const> = require "ingot.chart.about"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local time <const> = require "ingot.chart.time"
local words <const> = require "ingot.chart.words"

local M = {
  takes = 'levels in time, as cube:series("exports", period:last(24)),',
  options = {},
}

function M.read(data)
  local problem <const> = time.problem(data)
  if problem then
    return nil, problem
  end
  local points <const>, claims <const> = {}, {}
  for _, level in ipairs(data) do
    local change <const> = level.yoy
    if #points > 0 or change.state ~= "unknown" then -- from where the data have a year before
      claims[#claims + 1] = change
      points[#points + 1] = { claim = change, period = level.period }
    end
  end
  if #points == 0 then
    return nil
  end
  local fields <const> = time.fields(points)
  fields.claims, fields.level, fields.display = claims, data[1], claims[1].display
  for _, point in ipairs(points) do
    if point.claim.value then
      fields.data_from = fields.data_from or point.claim.base_period.from
    end
  end
  return fields
end

function M.describe(chart, lang)
  return about.series({ about.title(chart, lang) }, chart.points, lang, chart.rule)
end

function M.picture(chart, lang)
  local function value(point) return scale.value(point.claim, chart.display, lang) end
  local line <const>, dots <const> = time.line(chart.points, value)
  local all <const> = {}
  for i, dot in ipairs(dots) do
    all[i] = dot[2]
  end
  local n <const>, axis <const>, last <const> = #chart.points, scale.axis(all), dots[#dots]
  local label <const> = last
    and scale.label(chart.points[last[1]].claim, chart.display, lang, true) or ""
  local at <const> = picture.new {
    height = 320, left = picture.level_room(axis), top = 36, bottom = 46,
    right = 12 + math.ceil(scale.width(label, picture.SMALL)),
    x = { from = 0.6, to = n + 0.4 }, y = { from = axis.from, to = axis.to },
  }
  picture.level_axis(at, axis, words[lang].units.growth)
  time.axis(at, chart.points, lang)
  picture.mark(at, "line", "blue", line)
  picture.mark(at, "dots", "blue", dots)
  if last then
    picture.text(at, label, last, { on = "chart", size = picture.SMALL, shift = { 8, 0 } })
  end
  return at
end

return M
