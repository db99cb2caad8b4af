-- Cells as text for a terminal: columns side by side, numbers to the right, a line under the heads.

local native = require "ingot.native"

local M = {}

local GAP <const> = "  "

local function width_of(column, cells)
  local width = native.width(cells.heads[column])
  for _, row in ipairs(cells.rows) do width = math.max(width, native.width(row[column])) end
  return width
end

local function line(texts, widths, right)
  local padded = {}
  for i, text in ipairs(texts) do
    local blanks = (" "):rep(widths[i] - native.width(text))
    padded[i] = right[i] and blanks .. text or text .. blanks
  end
  return (table.concat(padded, GAP):gsub(" +$", ""))
end

--- Cells as lines, without a line break at the end.
---@param cells ingot.Cells
---@return string
function M.render(cells)
  local widths, rules = {}, {}
  for i in ipairs(cells.heads) do
    widths[i] = width_of(i, cells)
    rules[i] = ("-"):rep(widths[i])
  end
  local lines = { line(cells.heads, widths, cells.numeric), table.concat(rules, GAP) }
  for _, row in ipairs(cells.rows) do lines[#lines + 1] = line(row, widths, cells.numeric) end
  return table.concat(lines, "\n")
end

return M
