--- What is moved to see which sentences hang by a thread: of the levels that an article speaks of, the
--- last digit printed; of its last month, all rows that come late; of its members, each alone.

local axes <const> = require "ingot.cube.axes"
local dimension <const> = require "ingot.dimension"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local slots <const> = require "ingot.cube.slots"
local unit <const> = require "ingot.unit"

local M = {}

local LATE <const> = { 0.005, 0.01 } -- how much the last month's rows, or a member's, move
local MEMBERS <const> = 12           -- the largest of those that are named
local DIGITS <const> = 24            -- levels of which the last digit is moved
local MOST <const> = 0.1             -- a digit worth more than this is no small move,
local LEAST <const> = 1e-6           -- and one worth less moves nothing that late rows do not

---@class ingot.FragileCase
---@field size number      how much is moved, as a fraction
---@field text string      "exports (Portugal) in 2025-04 0.5% lower"
---@field disturbance ingot.Disturbance

local levels <const> = { level = true, ytd = true, full_year = true, base = true, before = true }

-- The columns that the formula of a metric, or of those it is made of, adds up.
local function add_columns(columns, metric, get)
  for _, name in ipairs(metric.terms or {}) do
    add_columns(columns, get(name), get)
  end
  if metric.formula and not metric.terms then
    for _, name in ipairs(native.formula(metric.formula):columns()) do
      columns[name] = true
    end
  end
  return columns
end

local function columns_of(metric)
  return add_columns({}, metric, require "ingot.metric".get)
end

-- What selects the rows of a member; nil where nothing does by itself: what is in no region.
local function member_condition(place)
  local subject <const> = place.subject
  local worked <const>, filter <const> = pcall(axes.filter, subject.dimension,
    subject.code == "" and dimension.NONE or subject.code, place.cube.data)
  return worked and { text = filter.text, params = filter.params } or nil
end

-- The rows behind a level, as conditions.
local function conditions_of(place)
  local condition <const>, params <const> = slots.of { place.period }
  local conditions <const> = { { text = condition, params = params } }
  table.move(place.cube.filters, 1, #place.cube.filters, 2, conditions)
  if place.metric.where then
    conditions[#conditions + 1] = { text = place.metric.where }
  end
  conditions[#conditions + 1] = place.subject and member_condition(place)
  return conditions
end

local function subject_text(place)
  local of <const> = {}
  of[#of + 1] = place.subject and place.subject.en or place.cube.product and place.cube.product.en
  return ("%s%s in %s"):format(place.metric.name, of[1] and (" (%s)"):format(of[1]) or "",
    place.period)
end

local function percent(size)
  local text <const> = ("%.6f"):format(tonumber(("%.2g"):format(100 * size)))
  return (text:gsub("0+$", ""):gsub("%.$", ""))
end

local function cases_of(place, size, columns, why)
  local both <const> = {}
  for i, sign in ipairs { -1, 1 } do
    both[i] = {
      size = size,
      text = ("%s %s%% %s%s"):format(subject_text(place), percent(size),
        sign < 0 and "lower" or "higher", why),
      disturbance = {
        conditions = conditions_of(place), columns = columns,
        factor = (("%.7f"):format(1 + sign * size):gsub("0+$", "")),
      },
    }
  end
  return both
end

local function place_key(place)
  local filters <const> = {}
  for name, value in pairs(place.cube:selection(place.metric)) do
    filters[#filters + 1] = name .. "=" .. value
  end
  table.sort(filters)
  local subject <const> = place.subject
  return table.concat({
    place.metric.name, tostring(place.period), table.concat(filters, " "),
    subject and subject.dimension .. "=" .. subject.code or "",
  }, "\0")
end

-- One unit of the last digit printed, as a fraction of the level; nil when none was dropped.
local function digit_of(span)
  local display <const>, value <const> = span.display, span.claim.value
  if not display.decimals or not value or number.sign(value) == 0 then
    return nil
  end
  local one <const> = number.shift(number.exact(1, 0), -display.decimals)
  local worked <const>, step <const> = pcall(unit.convert, one, display.unit, span.claim.unit)
  local size <const> = worked and math.abs(number.float(step) / number.float(value))
  return size and size <= MOST and size >= LEAST and size or nil
end

local function is_disturbable(place)
  return place and place.cube.data and not place.metric.from
    and (not place.subject or member_condition(place) ~= nil)
end

local function digits(spans, add)
  local seen <const>, n = {}, 0
  for _, span in ipairs(spans) do
    local place <const> = rawget(span.claim, "place")
    local size <const> = levels[span.claim.kind] and is_disturbable(place) and digit_of(span)
    local key <const> = size and place_key(place)
    if size and not seen[key] then
      seen[key], n = true, n + 1
      if n <= DIGITS then
        add(cases_of(place, size, columns_of(place.metric), ", one unit of its last digit"))
      end
    end
  end
  return math.max(0, n - DIGITS)
end

-- All the metrics an article speaks of move together: rows that come late bring all their figures.
local function all_columns(places)
  local columns <const> = {}
  for _, place in ipairs(places) do
    for name in pairs(columns_of(place.metric)) do
      columns[name] = true
    end
  end
  return columns
end

-- The places of claims that are distinct by a key, in order of appearance.
local function distinct(spans, made)
  local list <const>, seen <const> = {}, {}
  for _, span in ipairs(spans) do
    local place <const> = rawget(span.claim, "place")
    local one <const> = is_disturbable(place) and made(place)
    local key <const> = one and place_key(one)
    if key and not seen[key] then
      seen[key] = true
      list[#list + 1] = one
    end
  end
  return list
end

local function size_of(place)
  local worked <const>, cell <const> = pcall(place.cube.cell, place.cube, place.metric, place.period,
    place.subject)
  return worked and cell.value and math.abs(number.float(cell.value)) or 0
end

local function late(spans, last, add)
  local wholes <const> = distinct(spans, function(place)
    return { cube = place.cube, metric = place.metric, period = last }
  end)
  local members <const> = distinct(spans, function(place)
    return place.subject and {
      cube = place.cube, metric = place.metric, period = last, subject = place.subject,
    }
  end)
  local sizes <const> = {}
  for i, place in ipairs(members) do
    sizes[place] = { size = size_of(place), i = i }
  end
  table.sort(members, function(a, b)
    if sizes[a].size ~= sizes[b].size then
      return sizes[a].size > sizes[b].size
    end
    return sizes[a].i < sizes[b].i
  end)
  local columns <const> = all_columns(wholes)
  for _, size in ipairs(LATE) do
    for _, place in ipairs(wholes) do
      add(cases_of(place, size, columns, ""))
    end
    for i = 1, math.min(#members, MEMBERS) do
      add(cases_of(members[i], size, columns, ""))
    end
  end
  return math.max(0, #members - MEMBERS)
end

-- The month of the article's end.
local function last_month(document, spans)
  local within = document.period
  for _, span in ipairs(within and {} or spans) do
    local at <const> = span.claim.period
    within = (not within or at.to > within.to) and at or within
  end
  return within and period.from_month(within.to)
end

--- What to move for a document, the smallest moves first.
---@param document ingot.Document
---@param spans ingot.Span[]  its numbers
---@return ingot.FragileCase[]
---@return { digits: integer, members: integer } left_out  levels, and smaller members, not moved
function M.of(document, spans)
  local cases <const>, order <const> = {}, {}
  local function add(both)
    for _, case in ipairs(both) do
      cases[#cases + 1], order[case] = case, #cases + 1
    end
  end
  local last <const> = last_month(document, spans)
  local left_out <const> = { digits = digits(spans, add) }
  left_out.members = last and late(spans, last, add) or 0
  table.sort(cases, function(a, b)
    if a.size ~= b.size then
      return a.size < b.size
    end
    return order[a] < order[b]
  end)
  return cases, left_out
end

return M
