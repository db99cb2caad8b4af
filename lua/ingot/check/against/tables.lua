--- Tables of ours that stand in an article: alike in heads and names, whatever their figures. There
--- each figure is known to be of the claim whose cell it has.

local page_ <const> = require "ingot.check.page"

local M = {}

-- The tables of a document, each its cells by row and column.
local function tables_of(document)
  local list <const>, by_paragraph <const> = {}, {}
  for _, sentence in ipairs(document.sentences or {}) do
    local at <const> = sentence.at
    if sentence.kind == "cell" and at.row and at.column then
      local cells = by_paragraph[at.paragraph]
      if not cells then
        cells = {}
        by_paragraph[at.paragraph], list[#list + 1] = cells, cells
      end
      cells[#cells + 1] = {
        row = at.row, column = at.column, text = sentence.text,
        id = (sentence.words or ""):match "{(c%d+)}", words = sentence.words,
      }
    end
  end
  return list
end

local function cell_of(block, row, column)
  local cells <const> = row == 0 and block.head or block.rows and block.rows[row] or {}
  return cells[column]
end

local function plain(text)
  return (text:gsub("[%s\\*]+", ""):lower())
end

-- Whether all cells without a figure say the same.
local function is_same(block, cells)
  for _, cell in ipairs(cells) do
    local placed <const> = cell_of(block, cell.row, cell.column)
    if not placed or not cell.id and plain(placed.text) ~= plain(cell.text) then
      return false
    end
  end
  return true
end

--- Calls `each` with the offset of the digits of every cell of ours that is found, and the claim's id.
---@param page ingot.check.Page
---@param document table
---@param each fun(offset: integer, id: string)
function M.find(page, document, each)
  for _, cells in ipairs(tables_of(document)) do
    for _, block in ipairs(page.blocks) do
      if block.kind == "table" and is_same(block, cells) then
        for _, cell in ipairs(cells) do
          local placed <const> = cell.id and cell_of(block, cell.row, cell.column)
          local digit <const> = placed and placed.text:find "%d"
          if digit then
            each(page_.offset(placed, digit), cell.id)
          end
        end
        break
      end
    end
  end
end

return M
