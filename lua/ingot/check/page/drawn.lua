-- Tables drawn with blanks in plain text. A run of lines that gaps cut into cells is a table when
-- figures stand in it under each other: columns are told by the ruler under the head, else by what
-- the cells of the rows share of their places; a head may stand beside its column. Where tabs or bars
-- part the cells, these are counted.

local place <const> = require "ingot.check.page.place"

local M = {}

local LONGEST_CELL <const> = 60 -- bytes: between wider gaps stand sentences
local LONGEST_RULED <const> = 400
local MOST_CELLS <const> = 40
local MOST_HEADS <const> = 3
local MOST_ROWS <const> = 2000

---@class ingot.check.Line
---@field from integer    bytes of the source
---@field to integer
---@field empty boolean

---@class ingot.check.DrawnCell
---@field from integer   bytes of the source
---@field to integer
---@field left integer   characters of its line from 1
---@field right integer

local function width(text)
  return utf8.len(text) or #text
end

-- The cells of a line: what two blanks, a tab or a bar part from one another.
local function cells_of(bytes, line)
  local text <const> = bytes:sub(line.from, line.to)
  local counted <const> = text:find "\t" and "\t" or text:find " | " and "|"
  local cells <const> = {}
  local at, column = 1, 1
  while at <= #text and #cells <= MOST_CELLS do
    local stop, next_at
    if counted then
      stop = text:find(counted, at, true) or #text + 1
      next_at = stop + 1
    else
      stop = text:find("  ", at, true) or #text + 1
      next_at = text:find("[^ ]", stop) or #text + 1
    end
    local body <const> = text:sub(at, stop - 1)
    local inner <const>, behind <const> = body:match "^[ \r]*()", #body:gsub("[ \r]+$", "")
    local left <const> = column + inner - 1
    if counted or behind >= inner then
      cells[#cells + 1] = { from = line.from + at - 1 + inner - 1, to = line.from + at - 1 + behind - 1,
        left = left, right = left + width(body:sub(inner, behind)) - 1 }
    end
    column = column + width(text:sub(at, next_at - 1))
    at = next_at
  end
  if counted == "|" and cells[1] and cells[1].to < cells[1].from then
    table.remove(cells, 1)
  end
  cells.counted = counted
  return cells
end

local function text_of(bytes, cell)
  return bytes:sub(cell.from, cell.to)
end

-- "-12.1%", "(3,500)", "$2.4"; no year, no month of figures.
local function is_figure(text)
  return text:find "^[+%-−–(<~$€£¥▲▼ ]*%d" ~= nil and not text:find "^[12]%d%d%d$"
    and not text:find "^%d%d%d%d[-/.]%d%d?$" and not text:find "^%d%d?[-/]%d%d%d%d$"
end

local function is_ruler(bytes, line)
  local text <const> = bytes:sub(line.from, line.to)
  return text:find "^[%-=_+| \r]*$" ~= nil and text:find "[-=_][-=_]" ~= nil
end

local function has_figure(bytes, cells)
  for i = 2, #cells do
    if is_figure(text_of(bytes, cells[i])) then
      return true
    end
  end
  return false
end

-- Whether a line may be one of a table.
local function is_row(cells, longest)
  if #cells < 2 or #cells > MOST_CELLS then
    return false
  end
  for _, cell in ipairs(cells) do
    if cell.to - cell.from >= longest then
      return false
    end
  end
  return true
end

-- The columns that the cells of rows make: cells that share a place are of one.
local function columns_of(rows)
  local all <const> = {}
  for _, row in ipairs(rows) do
    table.move(row, 1, #row, #all + 1, all)
  end
  table.sort(all, function(a, b) return a.left < b.left end)
  local columns <const> = {}
  for _, cell in ipairs(all) do
    local last <const> = columns[#columns]
    if last and cell.left <= last.right then
      last.right = math.max(last.right, cell.right)
    else
      columns[#columns + 1] = { left = cell.left, right = cell.right }
    end
  end
  return columns
end

-- The column nearest to a cell: by how much they share, else by how far they are apart.
local function column_of(cell, columns)
  local best, distance
  for i, column in ipairs(columns) do
    local apart <const> = math.max(cell.left, column.left) - math.min(cell.right, column.right)
    if not best or apart < distance then
      best, distance = i, apart
    end
  end
  return best
end

local function fill(source, lines, columns)
  local spans <const>, filled <const> = {}, {}
  for _, cells in ipairs(lines) do
    for i, cell in ipairs(cells) do
      local at <const> = cells.counted and math.min(i, #columns) or column_of(cell, columns)
      spans[at] = spans[at] or {}
      table.insert(spans[at], cell)
    end
  end
  for i = 1, #columns do
    local writer <const> = place.writer(source)
    for n, span in ipairs(spans[i] or {}) do
      if n > 1 then
        writer:space(span.from - 1)
      end
      writer:copy(span.from, span.to)
    end
    filled[i] = writer:finish {}
  end
  return filled
end

-- The columns of rows whose cells are counted: as many as the longest has.
local function counted_columns(rows)
  local most = rows[1]
  for _, row in ipairs(rows) do
    most = #row > #most and row or most
  end
  return most
end

local function finish(source, lines, from, to, heads, rows, columns)
  local head <const>, body <const>, texts <const> = fill(source, heads, columns), {}, {}
  for i, row in ipairs(rows) do
    body[i] = fill(source, { row }, columns)
    for _, cell in ipairs(body[i]) do
      texts[#texts + 1] = cell.text ~= "" and cell.text or nil
    end
  end
  return { kind = "table", head = head, rows = body, text = table.concat(texts, " | "),
    from = lines[from].from, to = lines[to].to, starts = {}, sources = {}, sizes = {} }
end

local function take_rows(bytes, lines, at, longest)
  local rows <const> = {}
  while lines[at] and not lines[at].empty and #rows < MOST_ROWS do
    if not is_ruler(bytes, lines[at]) then
      local cells <const> = cells_of(bytes, lines[at])
      if not is_row(cells, longest) then
        break
      end
      rows[#rows + 1] = cells
    end
    at = at + 1
  end
  return rows, at - 1
end

-- A head without figures, which an empty line may part from its rows.
local function take_heads(bytes, lines, at)
  local heads <const> = {}
  while lines[at] and not lines[at].empty and #heads < MOST_HEADS and not is_ruler(bytes, lines[at]) do
    local cells <const> = cells_of(bytes, lines[at])
    if not is_row(cells, LONGEST_CELL) or has_figure(bytes, cells) then
      break
    end
    heads[#heads + 1] = cells
    at = at + 1
  end
  if #heads > 0 and lines[at] and lines[at].empty then
    at = at + 1
  end
  return heads, at
end

--- The table that begins in a line; nil where none does.
---@param source ingot.check.Source
---@param lines ingot.check.Line[]
---@param i integer
---@return ingot.check.Block? table
---@return integer last  its last line; without a table, the last line that begins none
function M.table(source, lines, i)
  local bytes <const> = source.bytes
  local text <const> = bytes:sub(lines[i].from, lines[i].to)
  if not text:find "  " and not text:find "\t" and not text:find " | " then
    return nil, i
  end
  local heads <const>, at <const> = take_heads(bytes, lines, i)
  local ruled <const> = lines[at] and not lines[at].empty and is_ruler(bytes, lines[at])
  local ruler <const> = ruled and cells_of(bytes, lines[at])
  local rows <const>, last <const> = take_rows(bytes, lines, ruled and at + 1 or at,
    ruled and #heads > 0 and LONGEST_RULED or LONGEST_CELL)
  local figures = 0
  for _, row in ipairs(rows) do
    figures = figures + (has_figure(bytes, row) and 1 or 0)
  end
  if figures * 2 < #rows or figures == 0 or #rows + #heads < 2 then
    return nil, math.max(i, last)
  end
  local columns <const> = rows[1].counted and counted_columns(rows)
    or ruler and #ruler > 1 and ruler or columns_of(rows)
  if #columns < 2 then
    return nil, last
  end
  return finish(source, lines, i, last, heads, rows, columns), last
end

return M
