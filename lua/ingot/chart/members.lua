--- What charts of members share: rows as points, and horizontal bars with their names at the left.

local claim <const> = require "ingot.claim"
local kind <const> = require "ingot.kind"
local picture <const> = require "ingot.chart.picture"
local scale <const> = require "ingot.chart.scale"
local suggest <const> = require "ingot.suggest"

local M = {}

M.ROW = 26 -- pixels a row takes

-- The names under which a row holds claims.
local function claims_in(row)
  local names <const> = {}
  for _, name in ipairs(suggest.names(row)) do
    names[#names + 1] = claim.is(row[name]) and name or nil
  end
  return names
end

local EXPECTED <const> = 'rows expected, as cube:by("partner"):top(10, "exports", period)'

local function name_of(rows, wanted)
  if type(rows[1]) ~= "table" then
    return nil, EXPECTED
  end
  local names <const> = claims_in(rows[1])
  if wanted then
    return wanted
  elseif #names == 1 then
    return names[1]
  elseif #names == 0 then
    return nil, EXPECTED
  end
  return nil, ('which of %s is drawn? Say so, as of = "%s"'):format(table.concat(names, ", "),
    names[1])
end

-- "exports.yoy" of a row.
local function follow(row, path)
  local value = row
  for name in path:gmatch "[^.]+" do
    if value == row then
      value = rawget(row, name)
    else
      local found <const>, made <const> = pcall(function() return value[name] end)
      value = found and made or nil
    end
    if not claim.is(value) then
      return nil
    end
  end
  return value
end

-- A row's own name: a text, or one for each language.
local function named(name)
  return type(name) == "table" and name or { en = name, zh = name }
end

--- The rows as points, each with one of its claims; or nil and what is wrong.
---@param rows table
---@param wanted? string  the claim's name, or a path as "exports.yoy"
---@return ingot.ChartPoint[]?
---@return string? message
function M.points(rows, wanted)
  if #rows == 0 then
    return nil, EXPECTED .. ", got " .. kind.of(rows)
  end
  local name <const>, message <const> = name_of(rows, wanted)
  if not name then
    return nil, message
  end
  local points <const> = {}
  for i, row in ipairs(rows) do
    local found <const> = type(row) == "table" and follow(row, name)
    if not found then
      return nil, ("row %d has no claim '%s'%s"):format(i, name,
        type(row) == "table" and suggest.did_you_mean(name, claims_in(row)) or "")
    end
    points[i] = { claim = found, subject = row.subject or found.subject or named(row.name) }
    if found.metric ~= points[1].claim.metric or found.unit ~= points[1].claim.unit then
      return nil, ("row %d is of another metric or unit than row 1"):format(i)
    end
  end
  return points
end

---@param point ingot.ChartPoint
---@param lang string
---@return string
function M.name(point, lang)
  return point.subject[lang] or point.subject.en or ""
end

---@class ingot.Bar  of a horizontal picture
---@field name string
---@field from? number   nil: nothing is known, no bar
---@field to? number
---@field label? string
---@field tone string
---@field muted? boolean the name is no member's

local GAP <const>, ROUNDS <const> = 8, 12

-- Where coordinates end, so that the numbers beside the bars have room: each of them takes the more
-- coordinates the more there are to a pixel, hence in rounds.
local function range_of(bars, room)
  local low, high = 0.0, 0.0
  for _, bar in ipairs(bars) do
    low, high = math.min(low, bar.from or 0, bar.to or 0), math.max(high, bar.from or 0, bar.to or 0)
  end
  high = low == high and 1.0 or high
  local from, to = low, high
  for _ = 1, ROUNDS do
    local each <const> = (to - from) / room
    from, to = low, high
    for _, bar in ipairs(bars) do
      local back <const> = bar.to and bar.to < bar.from
      local wide <const> = (scale.width(bar.label or "", picture.SMALL) + GAP + 4) * each
      from = back and math.min(from, bar.to - wide) or from
      to = bar.to and not back and math.max(to, bar.to + wide) or to
    end
  end
  return { from = from, to = to }
end

--- Bars across the page, from the top: names at the left, numbers at their ends.
---@param bars ingot.Bar[]
---@param unit string
---@return ingot.Picture
function M.picture(bars, unit)
  local widest = 0
  for _, bar in ipairs(bars) do
    bar.name = scale.shorten(bar.name, picture.NAME_COLUMNS)
    widest = math.max(widest, scale.width(bar.name, picture.SIZE))
  end
  local left <const>, right <const>, top <const> = math.ceil(widest) + 14, 8, 28
  local at <const> = picture.new {
    height = top + M.ROW * #bars + 8, left = left, right = right, top = top, bottom = 8,
    x = range_of(bars, picture.WIDTH - left - right), y = { from = -#bars - 0.5, to = -0.5 },
  }
  picture.text(at, unit, { left, 14 }, { tone = "muted", size = picture.SMALL })
  local by_tone <const>, tones <const> = {}, {}
  for i, bar in ipairs(bars) do
    picture.text(at, bar.name, { left - 10, -i },
      { on = "across", align = "right", tone = bar.muted and "muted" or "ink" })
    if bar.to then
      local low <const>, high <const> = math.min(bar.from, bar.to), math.max(bar.from, bar.to)
      if not by_tone[bar.tone] then
        by_tone[bar.tone], tones[#tones + 1] = {}, bar.tone
      end
      table.insert(by_tone[bar.tone], { bar.to, -i, low, high, -i - 0.34, -i + 0.34 })
      local back <const> = bar.to < bar.from
      picture.text(at, bar.label, { bar.to, -i }, {
        on = "chart", align = back and "right" or "left", size = picture.SMALL,
        shift = { back and -GAP or GAP, 0 },
      })
    elseif bar.label then
      picture.text(at, bar.label, { 0, -i },
        { on = "chart", tone = "muted", size = picture.SMALL, shift = { GAP, 0 } })
    end
  end
  for _, tone in ipairs(tones) do
    picture.mark(at, "boxes", tone, by_tone[tone])
  end
  picture.rule(at, { 0, at.y.from }, { 0, at.y.to }, "axis")
  return at
end

return M
