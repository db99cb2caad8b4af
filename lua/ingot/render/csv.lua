-- A table of a document as CSV. Of a table of claims the printed numbers, without commas, so that a
-- spreadsheet reads them; their units are in the heads, their exact values in the claims file. A name
-- that a spreadsheet would take for a formula gets an apostrophe before it, which keeps it a text.
-- Tables of data are for programs: every byte of them is as it was read.

local cells_of = require "ingot.render.cells".of

local M = {}

local function field(text)
  return text:find '[",\r\n]' and '"' .. text:gsub('"', '""') .. '"' or text
end

-- "=HYPERLINK(…)" is a formula, and so is what begins with one of these; "-5.3%" is a number.
local function as_text(text)
  if text:find "^[=+@\t\r-]" and not text:find "^[+-]?[%d.,]+%%?$" then return "'" .. text end
  return text
end

local function line(texts, numeric)
  local fields = {}
  for i, text in ipairs(texts) do
    fields[i] = field(numeric and numeric[i] and text:gsub(",", "") or as_text(text))
  end
  return table.concat(fields, ",") .. "\n"
end

--- The table of a block.
---@param block ingot.Block  of kind "table"
---@return string csv
function M.render(block)
  if not block.rows then return block.table:csv() end
  local cells = cells_of(block)
  local lines = { line(cells.heads) }
  for _, row in ipairs(cells.rows) do lines[#lines + 1] = line(row, cells.numeric) end
  return table.concat(lines)
end

return M
