--- Months and years from texts that say them in one column or two: "202401", "2024-01", "2024" and
--- "1", "2024" and "52" for the whole year. Each distinct text is read once.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"

local M = {}

local WHOLE_YEAR <const> = 52 -- a month that says the year

-- A year alone, then years with a month; with a point the month has two digits, as 2024.1 may be 2024.10.
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
  if year and month == WHOLE_YEAR and not day then
    return year, nil
  elseif year and month >= 1 and month <= 12 and (day or 1) >= 1 and (day or 1) <= 31 then
    return year, month
  end
end

-- The first row that says none is an error at its place.
local function refuse(data, columns, texts)
  local said <const> = {}
  for i, name in ipairs(columns) do
    said[i] = texts[name] and ("'%s'"):format(texts[name]) or "nothing"
  end
  local place <const> = data:where(function(row)
    return row[columns[1]] == texts[columns[1]] and (not columns[2] or row[columns[2]] == texts[columns[2]])
  end):limit(1):rows()()
  error_.raise("data", ("%s:%s: column '%s': a month or a year expected, got %s"):format(
    place.file or "?", place.line or "?", columns[#columns], table.concat(said, " and ")), 0)
end

-- A row for each combination of texts: what it says.
local function lookup_of(data, columns)
  local keys <const>, years <const>, months <const>, annual <const> = {}, {}, {}, {}
  local n, n_months = 0, 0
  for i, name in ipairs(columns) do
    keys[i] = { name = name, type = "text", values = {} }
  end
  for row in data:distinct(columns):rows() do
    local first <const>, second <const> = row[columns[1]], columns[2] and row[columns[2]]
    local year, month
    if first and (second or not columns[2]) then
      year, month = M.read(first, second and plain(second))
    end
    if not year then
      refuse(data, columns, row)
    end
    n = n + 1
    for i, name in ipairs(columns) do
      keys[i].values[n] = row[name]
    end
    years[n], months[n] = year, month and ("%04d-%02d"):format(year, month)
    annual[n] = not month and 1 or 0
    n_months = n_months + 1 - annual[n]
  end
  local list <const> = table.move(keys, 1, #keys, 1, {})
  list[#list + 1] = { name = "year", type = "decimal", values = years }
  list[#list + 1] = { name = "month", type = "month", values = months }
  list[#list + 1] = { name = "annual_", type = "decimal", values = annual }
  return native.table(list, n), n_months, n - n_months
end

--- Replaces what says periods by a column `month`, or `year` where all rows are annual.
---@param data ingot.Table
---@param columns string[]  one or two columns of texts
---@return ingot.Table data
---@return ingot.Query? annual  rows of whole years that were left out, as months stand beside them
function M.of(data, columns)
  local names <const> = {}
  for i, column in ipairs(data:schema()) do
    names[i] = column.name
  end
  local lookup <const>, months <const>, years <const> = lookup_of(data, columns)
  local dated <const> = data:join(lookup, columns, "left"):collect()
  names[#names + 1] = months > 0 and "month" or "year"
  local kept <const> = months > 0 and dated:where "annual_ == 0" or dated
  return kept:select(names):collect(),
    months > 0 and years > 0 and dated:where "annual_ == 1" or nil
end

return M
