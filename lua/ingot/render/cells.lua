-- A table of a document as texts, whether it is of data or made of claims: heads, rows of cells,
-- and which columns hold numbers. Every renderer of tables starts from here.

local document_ = require "ingot.document"

local M = {}

---@class ingot.Cells
---@field heads string[]
---@field numeric boolean[]
---@field rows string[][]  "" for a missing value

local numeric <const> = { decimal = true, real = true }

local function of_claims(block)
  local cells = { heads = {}, numeric = block.numeric, rows = {} }
  for i, spans in ipairs(block.head) do cells.heads[i] = document_.line(spans) end
  for r, row in ipairs(block.rows) do
    cells.rows[r] = {}
    for i, spans in ipairs(row) do cells.rows[r][i] = document_.line(spans) end
  end
  return cells
end

local function of_data(data, show)
  local cells = { heads = {}, numeric = {}, rows = {} }
  local schema = data:schema()
  for i, column in ipairs(schema) do
    local unit = column.unit and column.unit ~= "" and (" (%s)"):format(column.unit) or ""
    cells.heads[i] = column.name .. unit
    cells.numeric[i] = numeric[column.type:match "^%a+"] or false
  end
  for row = 1, #data do
    cells.rows[row] = {}
    for i, column in ipairs(schema) do
      local text = data:text(row, column.name)
      cells.rows[row][i] = text and (show and show(text, column) or text) or ""
    end
  end
  return cells
end

--- The cells of a block.
---@param block ingot.Block  of kind "table"
---@param show? fun(text: string, column: table): string  how a value of data is written
---@return ingot.Cells
function M.of(block, show)
  return block.rows and of_claims(block) or of_data(block.table, show)
end

return M
