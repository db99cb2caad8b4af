--- Names of lines at the right of a picture, beside their ends, but never on each other.

local picture <const> = require "ingot.chart.picture"

local M = {}

local LINE <const> = 18 -- pixels between two names

local function spread(wanted, low, high)
  table.sort(wanted, function(a, b) return a.y < b.y or a.y == b.y and a.i < b.i end)
  for i, label in ipairs(wanted) do
    label.y = math.max(label.y, i > 1 and wanted[i - 1].y + LINE or low)
  end
  for i = #wanted, 1, -1 do
    local most <const> = i == #wanted and high or wanted[i + 1].y - LINE
    wanted[i].y = math.min(wanted[i].y, most)
  end
  return wanted
end

--- The first and the latest point of a line with a number.
---@param line { points: ingot.ChartPoint[] }
---@return ingot.ChartPoint? first
---@return ingot.ChartPoint? last
function M.of(line)
  local first, last
  for _, point in ipairs(line.points) do
    if point.claim.value then
      first, last = first or point, point
    end
  end
  return first, last
end

--- Puts names beside the ends of lines.
---@param at ingot.Picture
---@param axis ingot.Axis
---@param lines { i: integer, value: number, text: string }[]  the i-th line, where it ends
function M.name(at, axis, lines)
  local tall <const>, wanted <const> = at.height - at.top - at.bottom, {}
  for n, line in ipairs(lines) do
    wanted[n] = { i = line.i, text = line.text,
      y = at.top + (axis.to - line.value) / (axis.to - axis.from) * tall }
  end
  for _, label in ipairs(spread(wanted, at.top, at.height - at.bottom)) do
    local x <const> = at.width - at.right + 6
    picture.rule(at, { x, label.y }, { x + 12, label.y }, picture.SERIES[label.i],
      { on = "page", wide = 3 })
    picture.text(at, label.text, { x + 18, label.y }, { size = picture.SMALL })
  end
end

return M
