--- Contributions to a change, one after the other, and what they add up to.

local about <const> = require "ingot.chart.about"
local members <const> = require "ingot.chart.members"
local number <const> = require "ingot.number"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local words <const> = require "ingot.chart.words"

local EXPECTED <const> =
  'contributions, as cube:by("partner"):contributions("exports", period, { top = 6 }),'

local M = { takes = EXPECTED, options = {} }

local MOST <const> = 20

function M.read(data)
  local rows <const>, total <const> = rawget(data, "rows"), rawget(data, "total")
  if not rows or not total or not rawget(total, "printed") then
    return nil, EXPECTED .. " expected"
  elseif total.printed.value and #rows > MOST then
    return nil, ("%d steps are too many to be read, at most %d; say how many stand by themselves, "
      .. "as { top = 6 }"):format(#rows, MOST)
  end
  local points <const>, claims <const> = {}, {}
  for i, row in ipairs(rows) do
    points[i], claims[i] = { claim = row.printed, subject = row.subject }, row.printed
  end
  local whole <const> = total.printed
  claims[#claims + 1] = whole
  return {
    points = points, total = { claim = whole }, claims = claims, level = whole,
    display = whole.display, dimension = data.dimension,
    base = data.base_period, now = data.period, from = data.period.from, to = data.period.to,
    data_from = data.base_period.from,
  }
end

function M.describe(chart, lang)
  local w <const> = words[lang].alt
  local spans <const> = { about.title(chart, lang) }
  if not chart.total.claim.value then
    return about.add(spans, w.none .. words[lang].list.stop, {})
  end
  about.add(spans, w.colon, {})
  about.list(spans, chart.points, lang, function(point)
    return w.item, { name = members.name(point, lang), value = about.span_of(point.claim, lang, chart.rule) }
  end)
  about.add(spans, w.total, { value = about.span_of(chart.total.claim, lang, chart.rule) })
  return about.add(spans, words[lang].list.stop, {})
end

local function tone_of(claim)
  return number.sign(claim.value) < 0 and "orange" or "blue"
end

function M.picture(chart, lang)
  local rule <const> = chart.display
  local bars <const>, sum = {}, 0.0
  for i, point in ipairs(chart.points) do
    local move <const> = scale.value(point.claim, rule, lang)
    bars[i] = { name = members.name(point, lang), tone = "grey", label = not move and "–" or nil }
    if move then
      bars[i].from, bars[i].to, bars[i].tone = sum, sum + move, tone_of(point.claim)
      bars[i].label = scale.label(point.claim, rule, lang, true)
      sum = sum + move
    end
  end
  local whole <const> = scale.value(chart.total.claim, rule, lang)
  bars[#bars + 1] = {
    name = words[lang].total, tone = "grey", from = whole and 0.0, to = whole,
    label = whole and scale.label(chart.total.claim, rule, lang, true) or "–",
  }
  local at <const> = members.picture(bars, scale.unit(rule, lang))
  for i = 1, #bars - 1 do -- from the end of one bar to the next
    if bars[i].to then
      picture.rule(at, { bars[i].to, -i - 0.34 }, { bars[i].to, -i - 0.66 }, "axis")
    end
  end
  return at
end

return M
