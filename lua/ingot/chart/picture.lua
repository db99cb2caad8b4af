--- Pictures: what a chart is drawn as. Bars and lines in the chart's own coordinates; texts and rules
--- there or in pixels of the page. Colours are tones, which the drawing gives meaning to.

local scale <const> = require "ingot.chart.scale"

---@class ingot.Picture
---@field width number         pixels
---@field height number
---@field left number          margins
---@field right number
---@field top number
---@field bottom number
---@field x { from: number, to: number }
---@field y { from: number, to: number }
---@field marks ingot.Mark[]   in the order they are drawn
---@field texts ingot.Text[]
---@field rules ingot.Rule[]   thin lines

---@class ingot.Mark
---@field kind "boxes"|"line"|"dots"
---@field tone string
---@field points table         boxes: { x, y, left, right, low, high }; else { x, y } or false, a gap

---@class ingot.Text
---@field text string          of any source, as it is
---@field at { [1]: number, [2]: number }
---@field on "page"|"chart"|"across"  what `at` counts: pixels; coordinates; x in pixels and y in
---   coordinates
---@field align "left"|"center"|"right"
---@field tone string
---@field size number
---@field shift? { [1]: number, [2]: number }  pixels to the right and up

---@class ingot.Rule
---@field from { [1]: number, [2]: number }
---@field to { [1]: number, [2]: number }
---@field on "page"|"chart"
---@field tone string
---@field wide? number         pixels

local M = {}

M.WIDTH = 640
M.SIZE, M.SMALL = 14, 13  -- of letters
M.SERIES = { "blue", "orange", "green", "purple", "rose", "grey" }
M.NAME_COLUMNS = 26       -- that a member's name may take

---@param fields table
---@return ingot.Picture
function M.new(fields)
  fields.width = M.WIDTH
  fields.marks, fields.texts, fields.rules = {}, {}, {}
  return fields
end

---@param picture ingot.Picture
---@param text string
---@param at number[]
---@param given? table
function M.text(picture, text, at, given)
  given = given or {}
  picture.texts[#picture.texts + 1] = {
    text = text, at = at, on = given.on or "page", align = given.align or "left",
    tone = given.tone or "ink", size = given.size or M.SIZE, shift = given.shift,
  }
end

---@param picture ingot.Picture
---@param from number[]
---@param to number[]
---@param tone string
---@param given? table
function M.rule(picture, from, to, tone, given)
  given = given or {}
  picture.rules[#picture.rules + 1] = {
    from = from, to = to, tone = tone, on = given.on or "chart", wide = given.wide,
  }
end

---@param picture ingot.Picture
---@param kind string
---@param tone string
---@param points table
function M.mark(picture, kind, tone, points)
  if #points > 0 then
    picture.marks[#picture.marks + 1] = { kind = kind, tone = tone, points = points }
  end
end

--- Lines across at the ticks of an axis of levels, with their numbers at the left, and its unit above.
---@param picture ingot.Picture
---@param axis ingot.Axis
---@param unit string
function M.level_axis(picture, axis, unit)
  for _, tick in ipairs(axis.ticks) do
    M.rule(picture, { picture.x.from, tick.at }, { picture.x.to, tick.at },
      tick.at == 0 and "axis" or "grid")
    M.text(picture, tick.text, { picture.left - 8, tick.at },
      { on = "across", align = "right", tone = "muted", size = M.SMALL })
  end
  M.text(picture, unit, { 4, 16 }, { tone = "muted", size = M.SMALL })
end

--- How much room the ticks of an axis of levels need at the left.
---@param axis ingot.Axis
---@return number
function M.level_room(axis)
  local widest = 0
  for _, tick in ipairs(axis.ticks) do
    widest = math.max(widest, scale.width(tick.text, M.SMALL))
  end
  return math.ceil(widest) + 14
end

--- What each tone stands for, at the top right.
---@param picture ingot.Picture
---@param entries { text: string, tone: string, wide: number }[]
function M.legend(picture, entries)
  local x = picture.width - 6
  for i = #entries, 1, -1 do
    local entry <const> = entries[i]
    x = x - scale.width(entry.text, M.SMALL)
    M.text(picture, entry.text, { x, 16 }, { size = M.SMALL })
    M.rule(picture, { x - 26, 16 }, { x - 8, 16 }, entry.tone, { on = "page", wide = entry.wide })
    x = x - 40
  end
end

return M
