--- The first records of a file as cells, decoded: what its format is recognised by.

local lfs <const> = require "lfs"
local native <const> = require "ingot.native"

local M = {}

local LINES <const>, BYTES <const> = 16, 1 << 16
local MARK <const> = "^\xEF\xBB\xBF" -- of UTF-8

local function plain(cell)
  local quoted <const> = cell:match '^%s*"(.*)"%s*$'
  return quoted and quoted:gsub('""', '"') or cell:match "^%s*(.-)%s*$"
end

-- The cells of one line; a delimiter in quotes is none.
local function cells_of(line, delimiter)
  local cells <const> = {}
  local from, at, open = 1, 1, false
  while true do
    local place <const> = line:find('["' .. delimiter .. ']', at)
    local sign <const> = place and line:sub(place, place)
    if sign == '"' then
      open = not open
    elseif not place or not open then
      cells[#cells + 1] = plain(line:sub(from, (place or #line + 1) - 1))
      from = (place or 0) + 1
    end
    if not place then
      return cells
    end
    at = place + 1
  end
end

local function first_lines(path)
  local file <close> = lfs.attributes(path, "mode") == "file" and io.open(path, "rb") or nil
  local bytes <const> = file and file:read(BYTES) or ""
  local whole <const>, lines <const> = #bytes < BYTES, {}
  for line in (bytes:gsub(MARK, "") .. (whole and "\n" or "")):gmatch "([^\r\n]*)\r?\n" do
    lines[#lines + 1] = line
    if #lines == LINES then
      break
    end
  end
  return lines
end

-- Lines in another encoding than UTF-8, by the native reader.
local function decoded(path, delimiter, width)
  local columns <const>, records <const> = {}, {}
  for i = 1, width do
    columns[i] = { name = "c" .. i, kind = "text" }
  end
  local raw <const> = native.read({ path }, {
    header = false, encoding = "auto", delimiter = delimiter, columns = columns, on_error = "collect",
  })
  for row = 1, raw and math.min(#raw, LINES) or 0 do
    records[row] = {}
    for i = 1, width do
      records[row][i] = plain(raw:text(row, "c" .. i) or "")
    end
  end
  return records
end

--- The first records of a file; none when it cannot be looked into.
---@param path string
---@param delimiter string
---@return string[][]
function M.of(path, delimiter)
  local lines <const>, records <const> = first_lines(path), {}
  local valid = true
  for i, line in ipairs(lines) do
    records[i] = cells_of(line, delimiter)
    valid = valid and utf8.len(line) ~= nil
  end
  return valid and records or decoded(path, delimiter, #records[1])
end

--- Whether a header of a file begins with the apostrophe of a spreadsheet.
---@param path string
---@param delimiter string
---@return boolean
function M.has_apostrophe(path, delimiter)
  local line <const> = first_lines(path)[1] or ""
  for _, cell in ipairs(line:find("'", 1, true) and cells_of(line, delimiter) or {}) do
    if cell:sub(1, 1) == "'" then
      return true
    end
  end
  return false
end

return M
