--- Members as bars, largest first, each with its number.

local about <const> = require "ingot.chart.about"
local members <const> = require "ingot.chart.members"
local number <const> = require "ingot.number"
local scale <const> = require "ingot.chart.scale"
local words <const> = require "ingot.chart.words"

local M = {
  takes = 'rows, as cube:by("partner"):top(10, "exports", period),',
  options = { of = "text", most = "whole" },
}

local MOST <const> = 15   -- bars, unless told
local NAMED <const> = 10  -- in the description

-- Largest first, what is unknown last; the order of the rows where they are equal.
local function sorted(points)
  local place <const> = {}
  for i, point in ipairs(points) do
    place[point] = i
  end
  table.sort(points, function(a, b)
    local x <const>, y <const> = a.claim.value, b.claim.value
    local order <const> = x and y and number.compare(x, y) or x and 1 or y and -1 or 0
    return order > 0 or order == 0 and place[a] < place[b]
  end)
  return points
end

function M.read(data, options)
  local points <const>, message <const> = members.points(data, options.of)
  if not points then
    return nil, message
  end
  sorted(points)
  local kept <const>, claims <const> = {}, {}
  for i = 1, math.min(#points, options.most or MOST) do
    kept[i], claims[i] = points[i], points[i].claim
  end
  local first <const> = claims[1]
  local dimension <const> = kept[1].subject.dimension
  return {
    points = kept, more = #kept < #points, claims = claims, level = first,
    display = first.display, dimension = dimension, measure = first.kind,
    pattern = not dimension and "ranked_all" or nil,
    from = first.period.from, to = first.period.to,
    data_from = first.base_period and math.min(first.base_period.from, first.period.from) or nil,
  }
end

function M.describe(chart, lang)
  local w <const> = words[lang].alt
  local named <const> = { table.unpack(chart.points, 1, math.min(NAMED, #chart.points)) }
  local spans <const> = about.add({ about.title(chart, lang) }, w.colon, {})
  about.list(spans, named, lang, function(point)
    local name <const> = members.name(point, lang)
    if not point.claim.value then
      return w.missing, { name = name }
    end
    return w.item, { name = name, value = about.span_of(point.claim, lang, chart.rule) }
  end, chart.more or #named < #chart.points)
  return about.add(spans, words[lang].list.stop, {})
end

function M.picture(chart, lang)
  local bars <const> = {}
  for i, point in ipairs(chart.points) do
    local to <const> = scale.value(point.claim, chart.display, lang)
    bars[i] = {
      name = members.name(point, lang), tone = to and to < 0 and "orange" or "blue",
      from = 0.0, to = to,
      label = to and scale.label(point.claim, chart.display, lang) or "–",
    }
  end
  if chart.more then
    bars[#bars + 1] = { name = words[lang].others, muted = true, tone = "grey" }
  end
  return members.picture(bars, scale.unit(chart.display, lang))
end

return M
