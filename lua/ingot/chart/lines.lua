--- Lines of several series over the same periods, each with a name, on bands across the page: indices
--- and the zones of one of them.

local about <const> = require "ingot.chart.about"
local claim <const> = require "ingot.claim"
local ends <const> = require "ingot.chart.ends"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local time <const> = require "ingot.chart.time"
local words <const> = require "ingot.chart.words"

local M = {
  takes = "indices, as { leading, coincident },",
  options = { bands = "table of bands", over = "table" },
}

-- A line as it is given: an index that has been built, in the periods asked for, or a name and
-- claims; nil and a message.
local function line_of(given, periods)
  if type(given) ~= "table" or not rawget(given, "definition") then
    return given
  elseif not periods or #periods == 0 then
    return nil, "over: periods expected of an index, as { over = period:last(36) }"
  end
  local fine <const>, claims <const> = pcall(given.series, given, periods)
  if not fine then
    return nil, "over: " .. tostring(claims):gsub("^%S+:%d+: ", "")
  end
  return { en = given.definition.en or given.definition.name, zh = given.definition.zh, claims = claims }
end

-- What is wrong with the claims of a line, or nil.
local function problem_of(line, first)
  if type(line) ~= "table" or type(line.en) ~= "string" or type(line.claims) ~= "table" then
    return "an index, or a name and claims, expected, as { en = …, zh = …, claims = … }"
  end
  for i, one in ipairs(line.claims) do
    if not claim.is(one) then
      return ("item %d is no claim"):format(i)
    elseif one.unit ~= first.claims[1].unit then
      return ("item %d is in '%s', the first line in '%s'"):format(i, one.unit, first.claims[1].unit)
    elseif not first.claims[i] or one.period ~= first.claims[i].period then
      return ("item %d is of %s; all lines are of the periods of the first"):format(i, one.period)
    elseif i > 1 and one.period.from <= line.claims[i - 1].period.to then
      return ("periods in order expected, got %s after %s"):format(one.period, line.claims[i - 1].period)
    end
  end
  return #line.claims == 0 and "no claims" or #line.claims ~= #first.claims
    and ("%d claims, the first line has %d"):format(#line.claims, #first.claims) or nil
end

local function band_problem(band)
  if type(band) ~= "table" or type(band.from) ~= "number" or type(band.to) ~= "number"
    or band.from > band.to then
    return 'two numbers expected, as { from = 32.7, to = 63.3, en = "normal", zh = "正常" }'
  end
end

-- A list of things, checked one by one.
local function problem_in(list, what, check, ...)
  for i, one in ipairs(list) do
    local problem <const> = check(one, ...)
    if problem then
      return ("%s %d: %s"):format(what, i, problem)
    end
  end
end

function M.read(list, options)
  local data <const> = {}
  for i, one in ipairs(list) do
    local line <const>, message <const> = line_of(one, options.over)
    if message then
      return nil, message
    end
    data[i] = line
  end
  if #data == 0 then
    return nil, M.takes .. " expected"
  end
  local problem = #data > #picture.SERIES and ("%d lines at most"):format(#picture.SERIES)
    or problem_in(data, "line", problem_of, data[1])
    or problem_in(options.bands or {}, "band", band_problem)
  if problem then
    return nil, problem
  end
  local lines <const>, claims <const> = {}, {}
  for i, given in ipairs(data) do
    lines[i] = { en = given.en, zh = given.zh or given.en, points = {} }
    for n, one in ipairs(given.claims) do
      lines[i].points[n] = { claim = one, period = one.period }
      claims[#claims + 1] = one
    end
  end
  local fields <const> = time.fields(lines[1].points)
  fields.points, fields.claims, fields.level = lines, claims, claims[1]
  fields.display, fields.bands = claims[1].display, options.bands or {}
  fields.names = {}
  for _, lang in ipairs { "en", "zh" } do
    local names <const>, w <const> = {}, words[lang].list
    for i, line in ipairs(lines) do
      names[i] = (i == 1 and "" or i == #lines and w.last or w.gap) .. line[lang]
    end
    fields.names[lang] = table.concat(names)
  end
  return fields
end

function M.describe(chart, lang)
  local spans <const>, list <const> = { about.title(chart, lang) }, words[lang].list
  for i, line in ipairs(chart.points) do
    about.add(spans, i == 1 and words[lang].alt.colon or words[lang].alt.next, {})
    about.series(spans, line.points, lang, chart.rule, line[lang])
  end
  return about.add(spans, list.stop, {})
end

local function bands(at, chart, lang)
  for _, band in ipairs(chart.bands) do
    local middle <const> = (at.x.from + at.x.to) / 2
    picture.mark(at, "boxes", band.tone or "grid",
      { { middle, band.to, at.x.from, at.x.to, band.from, band.to } })
    picture.text(at, band[lang] or band.en or "", { at.x.from, band.from },
      { on = "chart", size = picture.SMALL, tone = "muted", shift = { 5, 9 } })
  end
end

function M.picture(chart, lang)
  local all <const>, drawn <const>, labels <const> = {}, {}, {}
  local room = 0
  for i, line in ipairs(chart.points) do
    local function value(point) return scale.value(point.claim, chart.display, lang) end
    local points <const>, dots <const> = time.line(line.points, value)
    for _, dot in ipairs(dots) do
      all[#all + 1] = dot[2]
    end
    drawn[i] = points
    local _, last <const> = ends.of(line)
    if last then
      local text <const> = ("%s %s"):format(line[lang], scale.label(last.claim, chart.display, lang))
      labels[#labels + 1] = { i = i, value = value(last), text = text }
      room = math.max(room, scale.width(text, picture.SMALL))
    end
  end
  for _, band in ipairs(chart.bands) do
    all[#all + 1] = band.to
  end
  local axis <const>, n <const> = scale.axis(all), #chart.points[1].points
  local at <const> = picture.new {
    height = 360, left = picture.level_room(axis), right = math.ceil(room) + 26, top = 36,
    bottom = 46, x = { from = 0.7, to = n + 0.3 }, y = { from = axis.from, to = axis.to },
  }
  bands(at, chart, lang)
  picture.level_axis(at, axis, scale.unit(chart.display, lang))
  time.axis(at, chart.points[1].points, lang)
  for i = #drawn, 1, -1 do
    picture.mark(at, "line", picture.SERIES[i], drawn[i])
  end
  ends.name(at, axis, labels)
  return at
end

return M
