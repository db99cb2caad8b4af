--- Months and years from texts that say them in one column or two: "202401", "2024-01", "2024" and
--- "1", "2024" and "52" for the whole year, "01/2024", "Jan-2024". Each distinct text is read once.

local columns_ <const> = require "ingot.columns"
local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

local WHOLE_YEAR <const> = 52 -- a month that says the year

-- A year alone, then years with a month; with a point the month has two digits, as 2024.1 may be
-- 2024.10.
local YEAR <const> = { "^(%d%d%d%d)$", "^(%d%d%d%d)年$", "^(%d%d%d%d)년$" }
local MONTH <const> = {
  "^(%d%d%d%d)(%d%d)$", "^(%d%d%d%d)[-/](%d%d?)$", "^(%d%d%d%d)%.(%d%d)$", "^(%d%d%d%d)[Mm](%d%d?)$",
  "^(%d%d%d%d)年(%d%d?)月$", "^(%d%d%d%d)년 ?(%d%d?)월$",
}
-- Days, whose month counts: year, month, day.
local DAY <const> = {
  "^(%d%d%d%d)(%d%d)(%d%d)$", "^(%d%d%d%d)[-/](%d%d?)[-/](%d%d?)$", "^(%d%d%d%d)%.(%d%d)%.(%d%d)$",
  "^(%d%d%d%d)年(%d%d?)月(%d%d?)日$",
}

local function match_one(text, patterns)
  for _, pattern in ipairs(patterns) do
    local year <const>, month <const>, day <const> = text:match(pattern)
    if year then
      return tonumber(year), tonumber(month), tonumber(day)
    end
  end
end

-- The month first: in digits, or by its English name or the first three letters of it.
local MONTH_FIRST <const> = { "^(%d%d?)[-/.](%d%d%d%d)$", "^(%a%a%a+)[-/ ](%d%d%d%d)$" }
local month_names <const> = { "january", "february", "march", "april", "may", "june", "july", "august",
  "september", "october", "november", "december" }

local function month_of(word)
  for number, name in ipairs(month_names) do
    if word == name or word == name:sub(1, 3) then
      return number
    end
  end
  return tonumber(word)
end

local function month_first(text)
  for _, pattern in ipairs(MONTH_FIRST) do
    local word <const>, year <const> = text:match(pattern)
    if word then
      return tonumber(year), month_of(word:lower())
    end
  end
end

local function plain(text)
  return (text:gsub("^[%s']+", ""):gsub("%s+$", ""))
end

--- What a text says, or two that say year and month.
---@param text string
---@param of_year? string  a month of the year `text`
---@return integer? year, integer? month  none where it is a whole year
function M.read(text, of_year)
  text = plain(text)
  if of_year and of_year:find "^%d%d?$" then
    text = ("%s%02d"):format(text, tonumber(of_year))
  elseif of_year then
    return nil
  end
  local whole <const> = match_one(text, YEAR)
  if whole then
    return whole, nil
  end
  local year, month, day = match_one(text, MONTH)
  if not year then
    year, month, day = match_one(text, DAY)
  end
  if not year then
    year, month = month_first(text)
  end
  if year and month == WHOLE_YEAR and not day and text:find "^%d%d%d%d" then
    return year, nil
  elseif year and month and month >= 1 and month <= 12 and (day or 1) >= 1 and (day or 1) <= 31 then
    return year, month
  end
end

local EXPECTED <const> = "a month or a year expected, as 2025-01 or 2025"

-- What a row has instead of a month or year.
local function said(row, columns)
  local list <const> = {}
  for i, name in ipairs(columns) do
    list[i] = row[name] or "nothing"
  end
  return table.concat(list, " and ")
end

-- The first row that says none is an error at its place.
local function refuse(rows, columns)
  local row <const> = rows:limit(1):rows()()
  error_.raise("data", ("%s:%s: column '%s': %s, got '%s'"):format(row.file or "?", row.line or "?",
    columns[#columns], EXPECTED, said(row, columns)), 0)
end

-- Rows that say none, as the reader lists what it rejects.
local function rejects_of(rows, columns)
  local lists <const>, n = { file = {}, line = {}, column = {}, kind = {}, value = {}, reason = {} }, 0
  for row in rows:rows() do
    n = n + 1
    lists.file[n], lists.line[n], lists.column[n] = row.file, row.line, columns[#columns]
    lists.kind[n], lists.value[n], lists.reason[n] = "not_month", said(row, columns), EXPECTED
  end
  local list <const> = {}
  for _, name in ipairs { "file", "line", "column", "kind", "value", "reason", "record" } do
    list[#list + 1] = {
      name = name, type = name == "line" and "decimal" or "text", values = lists[name] or {},
    }
  end
  return native.table(list, n)
end

-- A row for each combination of texts: what it says.
local function lookup_of(data, columns)
  local keys <const>, years <const>, months <const>, annual <const> = {}, {}, {}, {}
  local n, counts <const> = 0, {}
  for i, name in ipairs(columns) do
    keys[i] = { name = name, type = "text", values = {} }
  end
  for row in data:distinct(columns):rows() do
    local first <const>, second <const> = row[columns[1]], columns[2] and row[columns[2]]
    local year, month
    if first and (second or not columns[2]) then
      year, month = M.read(first, second and plain(second))
    end
    n = n + 1
    for i, name in ipairs(columns) do
      keys[i].values[n] = row[name]
    end
    years[n], months[n] = year, month and ("%04d-%02d"):format(year, month)
    annual[n] = year and (month and 0 or 1) -- missing: it says neither
    counts[month and "months" or year and "years" or "none"] = true
  end
  local list <const> = table.move(keys, 1, #keys, 1, {})
  list[#list + 1] = { name = "year", type = "decimal", values = years }
  list[#list + 1] = { name = "month", type = "month", values = months }
  list[#list + 1] = { name = "annual_", type = "decimal", values = annual }
  return native.table(list, n), counts
end

--- Replaces what says periods by a column `month`, or `year` where all rows are annual. A row that says
--- neither is an error, or listed as a reject and left out.
---@param data ingot.Table
---@param columns string[]  one or two columns of texts
---@param collect boolean
---@return ingot.Table data
---@return ingot.Query? annual  rows of whole years that were left out, as months stand beside them
---@return ingot.Table? rejects
function M.of(data, columns, collect)
  local names <const> = columns_.names(data)
  local lookup <const>, has <const> = lookup_of(data, columns)
  local dated <const> = data:join(lookup, columns, "left"):collect()
  local wrong <const> = has.none and dated:where "is_missing(annual_)" or nil
  if wrong and not collect then
    refuse(wrong, columns)
  end
  names[#names + 1] = has.months and "month" or "year"
  local kept <const> = has.months and dated:where "annual_ == 0"
    or wrong and dated:where "annual_ == 1" or dated
  return kept:select(names):collect(), has.months and has.years and dated:where "annual_ == 1" or nil,
    wrong and rejects_of(wrong, columns)
end

return M
