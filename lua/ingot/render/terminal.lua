--- A table as text for a terminal: a line of names, one of types and units, the first rows, and a
--- line that says how many there are. Decimals keep all their digits, quotients four places; what
--- could move the cursor or change the direction of writing is shown, not sent. A table gives the
--- same bytes anywhere.

local native <const> = require "ingot.native"
local visible <const> = require "ingot.visible"

local M = {}

local ROWS <const> = 20
local WIDTH <const> = 120 -- of a line; what is beyond stands below
local CELL_WIDTHS <const> = { 40, 24, 14 } -- of a text, which is cut beyond
local REAL_PLACES <const> = 4
local GAP <const> = "  "
local MISSING <const> = "·"

--- A text cut to a width, with "…" for what is left out.
---@param text string
---@param width integer
---@return string
function M.fit(text, width)
  if #text <= width or native.width(text) <= width then
    return text
  end
  local kept, used = {}, 0
  for character in text:gmatch(utf8.charpattern) do
    used = used + native.width(character)
    if used > width - 1 then
      break
    end
    kept[#kept + 1] = character
  end
  return table.concat(kept) .. "…"
end

local function with_thousands(text)
  local sign <const>, digits <const>, rest <const> = text:match "^(%-?)(%d+)(.*)$"
  if not digits then
    return text
  end
  local grouped <const> = digits:reverse():gsub("%d%d%d", "%0,"):reverse():gsub("^,", "")
  return sign .. grouped .. rest
end

-- A quotient of seventeen digits hides what it says: four places are enough to read. CSV keeps all.
local function shortened(text)
  local places <const> = text:match "^%-?%d+%.(%d+)$"
  if not places or #places <= REAL_PLACES or math.abs(tonumber(text)) < 1 then
    return text
  end
  return (("%%.%df"):format(REAL_PLACES):format(tonumber(text)))
end

local function is_number(column)
  return column.type == "real" or column.type:find "^decimal" ~= nil
end

--- A value as it is shown: a number with thousands commas, a quotient to four places.
---@param text string
---@param column { name: string, type: string }
---@return string
function M.figure(text, column)
  if not is_number(column) or column.name == "year" then
    return text
  end
  return with_thousands(column.type == "real" and shortened(text) or text)
end

local function cell_text(data, row, column, cell_width)
  local text <const> = data:text(row, column.name)
  if not text then
    return MISSING
  end
  return is_number(column) and M.figure(text, column) or M.fit(visible(text), cell_width)
end

-- A column of the picture: its lines, its width, and on which side they stand.
local function picture(data, column, n_rows, cell_width)
  local kind <const> = column.unit and column.type .. " " .. column.unit or column.type
  local lines <const> = {
    M.fit(visible(column.name), cell_width), M.fit(visible(kind), cell_width),
  }
  for row = 1, n_rows do
    lines[row + 2] = cell_text(data, row, column, cell_width)
  end
  local width = 0
  for _, line in ipairs(lines) do
    width = math.max(width, native.width(line))
  end
  return { lines = lines, width = width, right = is_number(column) }
end

local function padded(column, i)
  local line <const> = column.lines[i]
  local blanks <const> = (" "):rep(column.width - native.width(line))
  return column.right and blanks .. line or line .. blanks
end

-- The columns in blocks that fit into a width, one column at least in each.
local function arrange(data, n_rows, width, cell_width)
  local blocks <const> = {}
  local used = width
  for _, column in ipairs(data:schema()) do
    local drawn <const> = picture(data, column, n_rows, cell_width)
    used = used + #GAP + drawn.width
    if used > width then
      blocks[#blocks + 1], used = {}, drawn.width
    end
    table.insert(blocks[#blocks], drawn)
  end
  return blocks
end

-- The same with the longest texts that do not cost another block.
local function arrange_best(data, n_rows, width)
  local best
  for _, cell_width in ipairs(CELL_WIDTHS) do
    local blocks <const> = arrange(data, n_rows, width, cell_width)
    if not best or #blocks < #best then
      best = blocks
    end
  end
  return best
end

--- A whole number with thousands commas.
---@param n integer
---@return string
function M.thousands(n)
  return with_thousands(tostring(n))
end

--- A number of things in words: "1 row", "1,234 rows".
---@param n integer
---@param word string  for one of them
---@return string
function M.count(n, word)
  return ("%s %s%s"):format(M.thousands(n), word, n == 1 and "" or "s")
end

local function last_line(total, n_rows)
  local line <const> = M.count(total, "row")
  return n_rows < total and ("%s of %s"):format(M.thousands(n_rows), line) or line
end

local function add_block(lines, block, n_rows)
  for i = 1, n_rows + 2 do
    local cells <const> = {}
    for c, column in ipairs(block) do
      cells[c] = padded(column, i)
    end
    lines[#lines + 1] = table.concat(cells, GAP):gsub(" +$", "")
  end
end

---@class ingot.TerminalOptions
---@field rows? integer   how many are shown at most; 20
---@field width? integer  of a line at most, where a Chinese character takes two; 120. A table that
---   is wider is told in blocks of columns, one below the other

--- The table as text that ends with a line break.
---@param data ingot.Table|ingot.Query
---@param options? ingot.TerminalOptions
---@return string
function M.render(data, options)
  options = options or {}
  local total <const> = #data
  local n_rows <const> = math.min(total, options.rows or ROWS)
  local lines <const> = {}
  for i, block in ipairs(arrange_best(data, n_rows, options.width or WIDTH)) do
    lines[#lines + 1] = i > 1 and "" or nil
    add_block(lines, block, n_rows)
  end
  lines[#lines + 1] = last_line(total, n_rows)
  return table.concat(lines, "\n") .. "\n"
end

return M
