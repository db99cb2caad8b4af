--- What a chart is about, in words: its title, its source line, and descriptions with claims in them.

local display <const> = require "ingot.display"
local dimension <const> = require "ingot.dimension"
local metric <const> = require "ingot.metric"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local words <const> = require "ingot.chart.words"

local M = {}

local FILES <const> = 4 -- named in a source line

local function fill(pattern, values)
  return (pattern:gsub("{(%w+_?%w*)}", values))
end

M.fill = fill

--- A stretch of months as a period, in words: "May 2024 to April 2025".
---@param from integer
---@param to integer
---@param lang string
---@return string
function M.span(from, to, lang)
  local first <const>, last <const> = period.from_month(from), period.from_month(to)
  if first == last then
    return first:text(lang)
  elseif from % 12 == 0 and to % 12 == 11 then -- whole years
    local pattern <const> = words[lang][first.year == last.year and "year_span" or "years_span"]
    return fill(pattern, { first = tostring(first.year), last = tostring(last.year) })
  end
  local text <const> = first.year == last.year
    and ("%s..%s"):format(first, tostring(last):sub(-2)) or ("%s..%s"):format(first, last)
  return period.of(text):text(lang)
end

local CODES <const> = 3 -- of a slice without a name

-- The goods of the slice: a product by name, else its codes when they are few.
local function product_of(chart, lang)
  local where <const> = chart.level.where
  if not where.product then
    local _, n = (where.hs or ""):gsub("%d+", "")
    return n > 0 and n <= CODES and chart.dimension ~= "hs"
      and fill(words[lang].codes, { codes = where.hs:gsub(" ", words[lang].list.gap) .. "" }) or nil
  end
  local known <const>, definition <const> = pcall(product.get, where.product)
  return known and (definition[lang] or definition.en) or where.product
end

-- The members that the slice was narrowed to, and the subject, by name.
local function place_of(chart, lang)
  local names <const> = {}
  local own <const> = chart.dimension
  for _, axis in ipairs { "partner", "province", "mode" } do
    local code <const> = chart.level.where[axis]
    if code and axis ~= own then
      local found <const>, subject <const> = pcall(dimension.subject, axis,
        code == dimension.NONE and "" or code)
      names[#names + 1] = found and subject[lang] or code
    end
  end
  return #names > 0 and table.concat(names, words[lang].list.gap) or nil
end

--- What is measured of what: "exports of aluminum wire and cable, Mexico".
---@param chart ingot.Chart
---@param lang string
---@return string
function M.metric(chart, lang)
  local w <const> = words[lang]
  if chart.names then -- of several lines
    return chart.names[lang]
  end
  local text = metric.noun_of(chart.level)[lang]
  local goods <const>, place <const> = product_of(chart, lang), place_of(chart, lang)
  text = goods and fill(w.of, { metric = text, product = goods }) or text
  if chart.measure and chart.measure ~= "level" then
    text = fill(w.measures[chart.measure] or w.measure, { metric = text, measure = chart.measure })
  end
  return place and fill(w.at, { metric = text, place = place }) or text
end

--- The title of a chart that was given none.
---@param chart ingot.Chart
---@param lang string
---@return string
function M.title(chart, lang)
  local w <const> = words[lang]
  local text <const> = fill(w.titles[chart.pattern or chart.kind], {
    metric = M.metric(chart, lang), span = M.span(chart.from, chart.to, lang),
    step = chart.step and w.steps[chart.step],
    dimension = chart.dimension and (w.dimensions[chart.dimension] or chart.dimension),
    base = chart.base and chart.base:text(lang), now = chart.now and chart.now:text(lang),
  })
  return (text:gsub("^%l", string.upper))
end

--- The files behind the claims of a chart and the months they are of.
---@param chart ingot.Chart
---@param lang string
---@return string
function M.source(chart, lang)
  local names <const>, seen <const> = {}, {}
  for _, one in ipairs(chart.claims) do
    for _, file in ipairs(one.sources or {}) do
      local name <const> = file.path:match "([^/]+)$" or file.path
      if not seen[name] then
        seen[name], names[#names + 1] = true, name
      end
    end
  end
  table.sort(names)
  local list <const> = words[lang].list
  local more <const> = #names > FILES and list.more or ""
  return fill(#names > 0 and words[lang].source or words[lang].source_of_none, {
    files = table.concat(names, list.gap, 1, math.min(#names, FILES)) .. more,
    span = M.span(chart.data_from or chart.from, chart.to, lang),
  })
end

--- A claim's number for a slot, and its unit.
---@param one ingot.Claim
---@param lang string
---@param rule? ingot.Display
---@return { span: ingot.Span, unit: string }
function M.span_of(one, lang, rule)
  rule = rule or one.display
  local text <const>, word <const>, gap <const> = display.parts(one.value, one.unit, rule, lang)
  return { span = { claim = one, text = text, display = rule }, unit = gap .. word }
end

--- A pattern with texts and spans in its slots, added to a list of spans.
---@param spans (string|ingot.Span)[]
---@param pattern string
---@param values table<string, string|{ span: ingot.Span, unit: string }>
---@return (string|ingot.Span)[] spans
function M.add(spans, pattern, values)
  local at = 1
  local function text(piece)
    if piece == "" then
      return
    elseif type(spans[#spans]) == "string" then
      spans[#spans] = spans[#spans] .. piece
    else
      spans[#spans + 1] = piece
    end
  end
  for from, name, to in pattern:gmatch "(){(%w+_?%w*)}()" do
    text(pattern:sub(at, from - 1))
    local value <const> = values[name]
    if type(value) == "table" then
      spans[#spans + 1] = value.span
      text(value.unit)
    else
      text(value)
    end
    at = to
  end
  text(pattern:sub(at))
  return spans
end

--- The description of a series: lowest, highest, latest – or one for all –, and what is not known.
---@param spans (string|ingot.Span)[]
---@param points ingot.ChartPoint[]
---@param lang string
---@param rule? ingot.Display
---@param line? string  the name of one line of several, which are then put together by the caller
---@return (string|ingot.Span)[] spans
function M.series(spans, points, lang, rule, line)
  M.add(spans, line or "", {})
  local w <const>, unknown <const> = words[lang].alt, {}
  local low, high, last, n = nil, nil, nil, 0
  for _, point in ipairs(points) do
    local value <const> = point.claim.value
    if not value then
      unknown[#unknown + 1] = point.period:text(lang)
    else
      low = (not low or number.compare(value, low.claim.value) < 0) and point or low
      high = (not high or number.compare(value, high.claim.value) > 0) and point or high
      last, n = point, n + 1
    end
  end
  if n == 0 then
    M.add(spans, w.none, {})
  else
    local values <const> = {}
    for name, point in pairs { low = low, high = high, last = last } do
      values[name], values[name .. "_at"] = M.span_of(point.claim, lang, rule), point.period:text(lang)
    end
    local same <const> = number.compare(low.claim.value, high.claim.value) == 0
    M.add(spans, n == 1 and w.one or same and w.same or w.extremes, values)
  end
  if #unknown > 0 and n > 0 then
    M.add(spans, w.unknown, { periods = table.concat(unknown, words[lang].list.gap) })
  end
  return line and spans or M.add(spans, words[lang].list.stop, {})
end

--- A list of members, each by a pattern.
---@param spans (string|ingot.Span)[]
---@param points ingot.ChartPoint[]
---@param lang string
---@param item fun(point: ingot.ChartPoint): string, table  a pattern and its values
---@param more? boolean
---@return (string|ingot.Span)[] spans
function M.list(spans, points, lang, item, more)
  local list <const> = words[lang].list
  for i, point in ipairs(points) do
    local gap <const> = i == 1 and "" or i == #points and not more and list.last or list.gap
    local pattern <const>, values <const> = item(point)
    M.add(spans, gap .. pattern, values)
  end
  return more and M.add(spans, list.more, {}) or spans
end

return M
