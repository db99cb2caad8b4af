--- The shares of leading members over time, a line each, named where it ends.

local about <const> = require "ingot.chart.about"
local coverage <const> = require "ingot.cube.cells"
local ends <const> = require "ingot.chart.ends"
local measure_level <const> = require "ingot.measure.level"
local members <const> = require "ingot.chart.members"
local period <const> = require "ingot.period"
local picture <const> = require "ingot.chart.picture"
local place <const> = require "ingot.measure.place"
local scale <const> = require "ingot.chart.scale"
local time <const> = require "ingot.chart.time"
local words <const> = require "ingot.chart.words"

local M = {
  takes = 'rows, as cube:by("partner"):top(5, "exports", period),',
  options = { of = "text", over = "table", most = "whole" },
}

local MOST <const>, YEAR <const> = 6, 12
local NAME <const> = 16 -- columns of a name

local function periods_of(given, last)
  local list <const> = {}
  for i, at in ipairs(given or last:last(YEAR)) do
    local fine <const>, one <const> = pcall(period.of, at)
    if not fine then
      return nil, ('over: periods expected, as period:last(12); item %d is %s'):format(i,
        tostring(at))
    end
    list[i] = one
  end
  return #list > 1 and list, "over: two periods at least expected, as period:last(12)"
end

-- The shares of a member in each period.
local function line_of(point, steps)
  local line <const> = { subject = point.subject, points = {} }
  for i, at in ipairs(steps) do
    local share <const> = measure_level.of(place.at(point.claim.place, at)).share
    line.points[i] = { claim = share, period = at }
  end
  line.claim = line.points[#steps].claim
  return line
end

function M.read(data, options)
  local points <const>, message <const> = members.points(data, options.of)
  if not points then
    return nil, message
  end
  for i, point in ipairs(points) do
    if not measure_level.is(point.claim) or not point.claim.subject then
      return nil, ("row %d: a member's level expected"):format(i)
    end
  end
  local first <const> = points[1].claim
  local list <const>, problem <const> = periods_of(options.over, first.period)
  if not list then
    return nil, problem
  end
  local at <const> = first.place
  local steps <const> = coverage.coverage(at.cube, at.metric):steps(list)
  local lines <const>, claims <const> = {}, {}
  for i = 1, math.min(#points, options.most or MOST, #picture.SERIES) do
    lines[i] = line_of(points[i], steps)
    for _, point in ipairs(lines[i].points) do
      claims[#claims + 1] = point.claim
    end
  end
  local fields <const> = time.fields(lines[1].points)
  fields.points, fields.claims, fields.level = lines, claims, first
  fields.display, fields.more = lines[1].claim.display, #lines < #points
  fields.dimension = points[1].subject.dimension
  return fields
end

function M.describe(chart, lang)
  local w <const> = words[lang].alt
  local spans <const> = about.add({ about.title(chart, lang) }, w.latest,
    { at = chart.points[1].points[#chart.points[1].points].period:text(lang) })
  about.add(spans, w.colon, {})
  about.list(spans, chart.points, lang, function(line)
    local first <const> = ends.of(line)
    local name <const> = members.name(line, lang)
    if not line.claim.value then
      return w.missing, { name = name }
    elseif first.claim == line.claim then
      return w.item, { name = name, value = about.span_of(line.claim, lang, chart.rule) }
    end
    return w.from, {
      name = name, value = about.span_of(line.claim, lang, chart.rule),
      before = about.span_of(first.claim, lang, chart.rule), before_at = first.period:text(lang),
    }
  end, chart.more)
  return about.add(spans, words[lang].list.stop, {})
end

local function names(at, chart, axis, lang)
  local labels <const> = {}
  for i, line in ipairs(chart.points) do
    local _, last <const> = ends.of(line)
    labels[#labels + 1] = last and {
      i = i, value = scale.value(last.claim, chart.display, lang),
      text = ("%s %s"):format(scale.shorten(members.name(line, lang), NAME),
        scale.label(last.claim, chart.display, lang)),
    } or nil
  end
  ends.name(at, axis, labels)
end

function M.picture(chart, lang)
  local all <const>, drawn <const> = {}, {}
  local room = 0
  for i, line in ipairs(chart.points) do
    local points <const>, dots <const> = time.line(line.points, function(point)
      return scale.value(point.claim, chart.display, lang)
    end)
    for _, dot in ipairs(dots) do
      all[#all + 1] = dot[2]
    end
    drawn[i] = { points = points, dots = dots }
    room = math.max(room, scale.width(scale.shorten(members.name(line, lang), NAME) .. " 88.88%",
      picture.SMALL))
  end
  local axis <const>, n <const> = scale.axis(all), #chart.points[1].points
  local at <const> = picture.new {
    height = 340, left = picture.level_room(axis), right = math.ceil(room) + 26, top = 36,
    bottom = 46, x = { from = 0.7, to = n + 0.3 }, y = { from = axis.from, to = axis.to },
  }
  picture.level_axis(at, axis, words[lang].units.shares)
  time.axis(at, chart.points[1].points, lang)
  for i = #drawn, 1, -1 do
    picture.mark(at, "line", picture.SERIES[i], drawn[i].points)
    picture.mark(at, "dots", picture.SERIES[i], drawn[i].dots)
  end
  names(at, chart, axis, lang)
  return at
end

return M
