--- Answers from the sqlite3 program, for holding ours against.

local M = {}

local SEPARATOR <const> = "\x1f"
local MISSING <const> = "\x1e"

local settings <const> = [[
.bail on
.mode list
.headers off
.separator "]] .. SEPARATOR .. [[" "\n"
.nullvalue "]] .. MISSING .. [["
]]

--- True where sqlite3 can be run and knows RIGHT and FULL joins (3.39).
---@return boolean
function M.is_there()
  local pipe <const> = io.popen "sqlite3 --version 2>/dev/null"
  local major <const>, minor <const> = (pipe:read "a"):match "^(%d+)%.(%d+)"
  pipe:close()
  return major ~= nil and (tonumber(major) > 3 or tonumber(minor) >= 39)
end

--- A value as an SQL literal: nil, booleans (1 and 0), numbers and texts.
---@param value any
---@return string
function M.literal(value)
  if value == nil then
    return "NULL"
  elseif type(value) == "boolean" then
    return value and "1" or "0"
  elseif math.type(value) == "integer" then
    return value == math.mininteger and "(-9223372036854775807 - 1)" or ("%d"):format(value)
  elseif type(value) == "number" then
    return (("%.17g"):format(value):gsub("^(%-?%d+)$", "%1.0"))
  end
  return "'" .. value:gsub("'", "''") .. "'"
end

local function cells_of(line)
  local cells <const> = {}
  for cell in (line .. SEPARATOR):gmatch("(.-)" .. SEPARATOR) do
    cells[#cells + 1] = cell ~= MISSING and cell or false
  end
  return cells
end

--- Runs statements that set things up, then queries: the rows of each, a cell being text, or false
--- where it is NULL.
---@param setup string
---@param queries string[]
---@return (string|false)[][][] answers
function M.answers(setup, queries)
  local path <const> = os.tmpname()
  local file <const> = assert(io.open(path, "w"))
  file:write(settings, setup)
  for _, query in ipairs(queries) do
    file:write(query, ";\nSELECT '", MISSING, "end';\n")
  end
  file:close()
  local pipe <const> = assert(io.popen("sqlite3 :memory: <'" .. path .. "' 2>&1"))
  local answers <const>, rows = {}, {}
  for line in pipe:lines() do
    if line == MISSING .. "end" then
      answers[#answers + 1] = rows
      rows = {}
    else
      rows[#rows + 1] = cells_of(line)
    end
  end
  pipe:close()
  os.remove(path)
  if #answers < #queries then
    error(("sqlite3: %s\nin %s"):format(rows[#rows] and rows[#rows][1], queries[#answers + 1]), 0)
  end
  return answers
end

return M
