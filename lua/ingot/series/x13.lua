--- Results of X-13ARIMA-SEATS read in as series. The program is not in Debian; where somebody has run
--- it, the tables it saved are taken: two lines of head, then date and value, with a tab between.
---
---     date	output.d11
---     ------	-----------------------
---     201501	+0.254500000000000E+04

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local plain <const> = require "ingot.series.plain"
local suggest <const> = require "ingot.suggest"

local M = {}

-- Tables by the ending of their file: what they hold, whether it is adjusted, whether it may be factors.
local tables <const> = {
  a1 = { "original" }, b1 = { "original" },
  d10 = { "seasonal", factor = true }, d11 = { "adjusted", adjusted = true },
  d12 = { "trend", adjusted = true }, d13 = { "irregular", factor = true, adjusted = true },
  s10 = { "seasonal", factor = true }, s11 = { "adjusted", adjusted = true },
  s12 = { "trend", adjusted = true }, s13 = { "irregular", factor = true, adjusted = true },
  e2 = { "adjusted", adjusted = true }, d16 = { "seasonal", factor = true },
}

---@class ingot.X13Options
---@field name? string       by default the file's name without its ending
---@field unit? string       of levels; factors have none
---@field frequency? "month"|"quarter"  by default as the dates count up: to 12 or to 4
---@field table? string      "d11": where the file's ending does not say it

local known <const> = { name = "string", unit = "string", frequency = "string", table = "string" }

local function check(options)
  for _, key in ipairs(suggest.names(options)) do
    if not known[key] then
      return ("unknown option '%s'%s"):format(key, suggest.did_you_mean(key, known))
    elseif type(options[key]) ~= known[key] then
      return ("%s: %s expected, got %s"):format(key, known[key], type(options[key]))
    end
  end
  if options.frequency and options.frequency ~= "month" and options.frequency ~= "quarter" then
    return ("frequency: 'month' or 'quarter' expected, got '%s'"):format(options.frequency)
  end
end

-- The rows behind the head: year, place in it, value, line.
local function rows_of(path)
  local saved <const>, message <const>, kind <const> = native.slurp(path)
  if not saved then
    error_.raise(kind, message)
  end
  local rows <const>, n = {}, 0
  for line in saved:gmatch "([^\n]*)\n?" do
    n = n + 1
    local year <const>, part <const>, text <const> = line:match "^%s*(%d%d%d%d)(%d%d)%s+(%S+)%s*$"
    local value <const> = text and tonumber((text:gsub("[dD]", "E")))
    if value and value == value and math.abs(value) < math.huge then
      rows[#rows + 1] = { year = tonumber(year), part = tonumber(part), value = value + 0.0, line = n }
    elseif n > 2 and line:match "%S" then
      error_.raise("data", ("%s:%d: a date as 201501 and a number expected, got '%s'"):format(path, n,
        (line:gsub("%s+$", ""))), 0)
    end
  end
  if #rows == 0 then
    error_.raise("data", ("%s: no values; a table that X-13ARIMA-SEATS saved is expected"):format(path), 0)
  end
  return rows
end

-- How many parts a year has, by the dates: the part before each first one.
local function parts_of_year(rows)
  local most = 0
  for i, row in ipairs(rows) do
    most = math.max(most, row.part)
    if i > 1 and row.part == 1 then
      return rows[i - 1].part
    end
  end
  return most > 4 and 12 or nil
end

local function check_order(path, rows, parts)
  for i, row in ipairs(rows) do
    local before <const> = rows[i - 1]
    local follows <const> = not before
      or row.year * parts + row.part == before.year * parts + before.part + 1
    if row.part < 1 or row.part > parts or not follows then
      error_.raise("data", ("%s:%d: %d%02d does not follow the date before it"):format(path, row.line,
        row.year, row.part), 0)
    end
  end
end

--- Reads a table of X-13ARIMA-SEATS: `ingot.series.x13("output.d11", { unit = "kt" })`. Tables d11, s11 and
--- e2 (adjusted), d12 and s12 (trend) are series that need no further adjustment.
---@param path string
---@param options? ingot.X13Options
---@return ingot.Series
function M.x13(path, options)
  options = options or {}
  local message <const> = check(options)
  if message then
    error("x13: " .. message, 2)
  end
  local base <const>, ending <const> = path:match "([^/]-)%.?([^./]*)$"
  local kind <const> = options.table or ending:lower()
  local held <const> = tables[kind]
  if not held then
    error("x13: " .. suggest.unknown("table", "tables", kind, suggest.names(tables)), 2)
  end
  local rows <const> = rows_of(path)
  local parts <const> = options.frequency and ({ month = 12, quarter = 4 })[options.frequency]
    or parts_of_year(rows)
  if parts ~= 12 and parts ~= 4 then
    error_.raise("data", ("%s: the dates leave open whether these are months or quarters; say it, as "
      .. "{ frequency = \"month\" }"):format(path), 0)
  end
  check_order(path, rows, parts)
  local values <const> = {}
  for i, row in ipairs(rows) do
    values[i] = row.value
  end
  return plain.new {
    name = options.name or (base ~= "" and base or ending), values = values,
    unit = not held.factor and options.unit or nil, frequency = parts == 12 and "month" or "quarter",
    from = rows[1].year * 12 + (rows[1].part - 1) * (12 // parts), adjusted = held.adjusted,
    sources = { { path = path, rows = #rows, hash = native.hash(path) } },
  }
end

return M
