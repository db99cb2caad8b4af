--- The series of one file as it has them: their metadata, and a value a day or month with its line.

local error_ <const> = require "ingot.error"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local unit <const> = require "ingot.unit"

---@class ingot.Observed  one series of one file
---@field name string
---@field id? string
---@field unit? string
---@field frequency? string  "day" "week" "month" "quarter" "year", or as the file has it
---@field source? string
---@field file string
---@field values { day: string, month: string, number: ingot.Number, line: integer }[]

local M = {}

-- Labels of a head in the style of Wind, and what they are of.
local labels <const> = {
  ["国家"] = "country", ["指标名称"] = "name", ["频率"] = "frequency", ["单位"] = "unit",
  ["指标ID"] = "id", ["时间区间"] = "span", ["来源"] = "source", ["更新时间"] = "updated",
}
local frequencies <const> = {
  ["日"] = "day", ["周"] = "week", ["旬"] = "ten days", ["月"] = "month", ["季"] = "quarter",
  ["年"] = "year",
}

-- Words of plain headers.
local dates <const> = { month = true, date = true, ["日期"] = true, ["月份"] = true }

-- Cells without a value.
local missing <const> = { [""] = true, ["-"] = true, ["--"] = true, NA = true, ["N/A"] = true,
  ["#N/A"] = true, null = true }

--- A unit by its usual name, as it is written where it is not known; nil for none.
local function unit_name(text)
  if not text or text == "" then
    return nil
  end
  local known <const>, found <const> = pcall(unit.get, text)
  return known and found.name or text
end

--- The unit if formulas know it.
---@param name? string
---@return string?
function M.known(name)
  return name and pcall(unit.get, name) and name or nil
end

-- "1987/1/31", "1987-01-31", "1987年1月", "198701" or "19870131": day and month; nil for others.
local function day_of(text)
  local plain <const> = text:gsub("年", "-"):gsub("月", "-"):gsub("日", ""):gsub("/", "-")
    :gsub("%-$", "")
  local year, month, day = plain:match "^(%d%d%d%d)%-(%d%d?)%-?(%d*)$"
  if not year then
    year, month, day = plain:match "^(%d%d%d%d)(%d%d)(%d?%d?)$"
  end
  month, day = tonumber(month), day ~= "" and tonumber(day) or nil
  if not month or month < 1 or month > 12 or day and (day < 1 or day > 31) then
    return nil
  end
  local text_of_month <const> = ("%s-%02d"):format(year, month)
  return day and ("%s-%02d"):format(text_of_month, day) or text_of_month, text_of_month
end

local LINE_MOST <const> = 1 << 20 -- bytes

-- How many cells the first line has, which may be quoted.
local function width_of(path)
  local text <const>, message <const>, kind <const> = native.slurp(path, LINE_MOST)
  if not text then
    error_.raise(kind, message)
  end
  local line <const> = text:match "^[^\n]*"
  return select(2, line:gsub('"[^"]*"', ""):gsub(",", "")) + 1
end

local function cells_of(path, encoding)
  local columns <const> = {}
  for i = 1, width_of(path) do
    columns[i] = { name = "c" .. i, kind = "text" }
  end
  local raw <const>, message <const>, kind <const> = native.read({ path },
    { header = false, encoding = encoding, columns = columns })
  if not raw then
    error_.raise(kind, message, 0)
  end
  local function cell(row, column)
    return ((raw:text(row, "c" .. column) or ""):gsub("^%s+", ""):gsub("%s+$", ""))
  end
  return raw, cell, #columns
end

---@class ingot.Cells  a file as texts
---@field path string
---@field at fun(row: integer, column: integer): string
---@field line fun(row: integer): integer  of the file
---@field rows integer
---@field width integer

local function add(cells, one, row, date, column)
  local text <const> = cells.at(row, column)
  if missing[text] then
    return
  end
  local line <const> = cells.line(row)
  local day <const>, month <const> = day_of(date)
  if not day then
    error_.raise("data", ("%s:%d: a date or month expected, got '%s'"):format(cells.path, line,
      date), 0)
  end
  local value <const> = number.parse((text:gsub(",", "")))
  if not value then
    error_.raise("data", ("%s:%d: series '%s': number expected, got '%s'"):format(cells.path, line,
      one.name, text), 0)
  end
  one.values[#one.values + 1] = { day = day, month = month, number = value, line = line }
end

local function series_of(cells, name)
  return { name = name, file = cells.path, values = {} }
end

-- One column a series, dates in the first, from a row on.
local function add_columns(cells, all, first)
  for row = first, cells.rows do
    local date <const> = cells.at(row, 1)
    for column = 2, date ~= "" and cells.width or 1 do
      if all[column - 1] then
        add(cells, all[column - 1], row, date, column)
      end
    end
  end
  return all
end

local function wind(cells)
  local all <const> = {}
  local row = 1
  for column = 2, cells.width do
    all[column - 1] = series_of(cells, "")
  end
  while row <= cells.rows and labels[cells.at(row, 1)] do
    for i, one in ipairs(all) do
      local text <const> = cells.at(row, i + 1)
      one[labels[cells.at(row, 1)]] = text ~= "" and text or nil
    end
    row = row + 1
  end
  for i, one in ipairs(all) do
    if one.name == "" or not one.name then
      error_.raise("data", ("%s: column %d: its head has no 指标名称"):format(cells.path, i + 1), 0)
    end
    one.frequency = frequencies[one.frequency] or one.frequency
    one.unit = unit_name(one.unit)
  end
  return add_columns(cells, all, row)
end

local function wide(cells)
  local all <const> = {}
  for column = 2, cells.width do
    local head <const> = cells.at(1, column)
    local name <const>, unit_text <const> = head:match "^(.-)%s*%(([^()]*)%)$"
    all[column - 1] = series_of(cells, name or head)
    all[column - 1].unit = unit_name(unit_text)
  end
  return add_columns(cells, all, 2)
end

local function long(cells, places)
  local all <const>, by_name <const> = {}, {}
  for row = 2, cells.rows do
    local name <const> = cells.at(row, places.series)
    local one = by_name[name]
    if not one then
      one = series_of(cells, name)
      all[#all + 1], by_name[name] = one, one
    end
    for _, field in ipairs { "unit", "source", "frequency", "id" } do
      local text <const> = places[field] and cells.at(row, places[field])
      one[field] = one[field] or text and text ~= "" and text or nil
    end
    add(cells, one, row, cells.at(row, places.date), places.value)
  end
  for _, one in ipairs(all) do
    one.unit = unit_name(one.unit)
  end
  return all
end

--- The series of a file, and the file as the native reader gave it.
---@param path string
---@param encoding string
---@return ingot.Observed[]
---@return ingot.Table raw
function M.of(path, encoding)
  local raw <const>, at <const>, width <const> = cells_of(path, encoding)
  local cells <const> = {
    path = path, at = at, rows = #raw, width = width,
    line = function(row) return (raw:exact(row, "line")) end,
  }
  if cells.rows == 0 then
    return {}, raw
  elseif labels[at(1, 1)] then
    return wind(cells), raw
  end
  local places <const> = {}
  for column = 1, width do
    local word <const> = at(1, column):lower()
    places[dates[word] and "date" or word] = column
  end
  if places.date and places.series and places.value then
    return long(cells, places), raw
  elseif places.date == 1 then
    return wide(cells), raw
  end
  error_.raise("data", ("%s:1: a head as Wind has it, 'month,series,value' or 'month' and a column a "
    .. "series expected, got '%s'"):format(path, at(1, 1)), 0)
end

return M
