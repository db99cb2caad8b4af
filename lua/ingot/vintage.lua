--- Vintages: the same cells read from two downloads are two vintages of them, and only one counts.
---
--- A cell is flow × commodity code × month, as far as the rows have these columns; a file holds those
--- of its flows × its codes × every month from its first to its last, as its rows show. A cell that
--- several files hold belongs to the one of the latest vintage, or, of files without dates, to the
--- last as they are listed; one that was probably cut off gives way to any that was not.

local cells_ <const> = require "ingot.vintage.cells"
local coverage <const> = require "ingot.coverage"
local native <const> = require "ingot.native"

local M = {}

-- ---- dates ----

local days_in <const> = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

--- A date of a day as "2025-05-20"; 20250520, 2025_5_20 and 2025年5月20日 are read as well.
---@param text any
---@return string? date
function M.date(text)
  if type(text) ~= "string" then
    return nil
  end
  local year, month, day = text:match "^(%d%d%d%d)(%d%d)(%d%d)$"
  if not year then
    year, month, day = text:gsub("年", "-"):gsub("月", "-"):gsub("日$", "")
      :match "^(%d%d%d%d)[-_./](%d%d?)[-_./](%d%d?)$"
  end
  month, day = tonumber(month), tonumber(day)
  if not year or not days_in[month] or day < 1 or day > days_in[month] then
    return nil
  end
  return ("%s-%02d-%02d"):format(year, month, day)
end

local function base_name(path)
  return path:match "[^/]*$"
end

local ways <const> = {
  string = function(given, path)
    local found <const> = { base_name(path):match(given) }
    return #found > 1 and table.concat(found, "-") or found[1]
  end,
  table = function(given, path)
    return given[path] or given[base_name(path)]
  end,
  ["function"] = function(given, path)
    return given(path)
  end,
}

--- The vintage of each file. `given` is a Lua pattern of its name, a map of paths or names, or a
--- function of the path.
---@param given string|table<string, string>|fun(path: string): string
---@param paths string[]
---@return table<string, string>? dates, string? message
function M.dates(given, paths)
  local way <const>, dates <const> = ways[type(given)], {}
  for _, path in ipairs(paths) do
    local text <const> = way(given, path)
    if text == nil then
      return nil, ("vintage: nothing says that of '%s'%s"):format(path,
        type(given) == "string" and (", whose name does not match '%s'"):format(given) or "")
    end
    dates[path] = M.date(text)
    if not dates[path] then
      return nil, ("vintage: '%s': a date as 2025-05-20 expected, got '%s'"):format(path,
        tostring(text))
    end
  end
  return dates
end

--- What is wrong with the option `vintage`, or nil.
---@param given string|table|function|boolean
---@return string? message
function M.check(given)
  if given == true then
    return "vintage: a pattern, a table of files or a function expected; false when the files are "
      .. "parts of one download"
  elseif type(given) == "string" and not pcall(string.match, "", given) then
    return ("vintage: '%s' is not a Lua pattern"):format(given)
  end
end

--- What is wrong with the option `as_of`, or nil.
---@param date string
---@return string? message
function M.check_date(date)
  if not M.date(date) then
    return ("as_of: a date as 2025-05-31 expected, got '%s'"):format(date)
  end
end

--- The files that were there on a date; nil with a message when none was.
---@param dates table<string, string>
---@param paths string[]
---@param date string
---@return string[]? paths, string? message
function M.not_after(dates, paths, date)
  local kept <const>, last <const> = {}, M.date(date)
  local first
  for _, path in ipairs(paths) do
    kept[#kept + 1] = dates[path] <= last and path or nil
    if not first or dates[path] < dates[first] then
      first = path
    end
  end
  if #kept == 0 then
    return nil, ("as_of: there is no vintage of %s or before; the first is %s ('%s')"):format(last,
      dates[first], first)
  end
  return kept
end

-- ---- whose a cell is ----

-- Why one file prevails over another, and what to do; nil when their dates say so.
local function grounds(before, after, dates)
  if before.cut_off and not after.cut_off then
    return "as this one was probably cut off; download it again in smaller parts"
  elseif not dates then
    return "as the later in the list; give their dates with vintage = …, or say vintage = false if "
      .. "they are parts of one download"
  elseif dates[before.file] == dates[after.file] then
    return "as the later of one vintage in the list; give them different vintages"
  end
end

-- Says of each file which other one prevails over it, unless dates do.
local function say(taken, spans, dates, warn)
  for _, before in ipairs(spans) do
    for _, after in ipairs(spans) do
      local months <const> = taken[before] and taken[before][after]
      local why <const> = months and grounds(before, after, dates)
      if why then
        warn(before.file, ("'%s' covers the same in %s and prevails, %s"):format(after.file,
          coverage.runs(months), why))
      end
    end
  end
end

---@class ingot.Vintages  what is known of the files of a table
---@field paths string[]                in the order they are listed
---@field dates? table<string, string>  path → date; nil when nobody said
---@field row_cap integer
---@field counted? table<string, integer>  rows of each file, where the table has more or fewer of them
---@field warn fun(file: string, message: string)

--- A table with a column `latest`: whether the row is of the vintage that its cell belongs to. As it
--- is when no two files hold the same cell, or, without dates, when it has no months or no codes.
---@param data ingot.Table
---@param known ingot.Vintages
---@return ingot.Table
function M.mark(data, known)
  local spans <const>, has <const> = coverage.by_file(data, known.row_cap, known.counted)
  if not has.month or not known.dates and not has.hs then
    return data
  end
  local list <const> = cells_.in_order(spans, known.paths, known.dates)
  local contested <const>, taken <const> = cells_.contest(list)
  if not next(contested) then
    return data
  end
  say(taken, list, known.dates, known.warn)
  local owners <const>, names <const> = cells_.owners(contested, has)
  local joined <const> = data:join(owners, names, "left")
    :derive { { "latest", "is_missing(owner) or owner == file" } }
  local wanted <const> = {}
  for i, column in ipairs(data:schema()) do
    wanted[i] = column.name
  end
  wanted[#wanted + 1] = "latest"
  return joined:select(wanted):collect()
end

--- A table with the column `vintage`, of its files.
---@param data ingot.Table
---@param dates table<string, string>
---@param paths string[]
---@return ingot.Table
function M.dated(data, dates, paths)
  local vintages <const> = {}
  for i, path in ipairs(paths) do
    vintages[i] = dates[path]
  end
  local files <const> = native.table({
    { name = "file", type = "text", values = paths },
    { name = "vintage", type = "text", values = vintages },
  }, #paths)
  return data:join(files, "file", "left"):collect()
end

local function names_without(data, left_out)
  local names <const> = {}
  local found = false
  for _, column in ipairs(data:schema()) do
    found = found or column.name == left_out
    names[#names + 1] = column.name ~= left_out and column.name or nil
  end
  return names, found
end

--- The rows that count: of each cell those of its latest vintage. A table that has no column
--- `latest` is returned as it is.
---@param data ingot.Table
---@return ingot.Table
function M.settle(data)
  local names <const>, several <const> = names_without(data, "latest")
  if not several then
    return data
  end
  return native.with(data:where("latest"):select(names), {
    coverage = data:coverage() or false, rejects = data:rejects() or false,
    warnings = data:warnings() or false,
  })
end

--- The rows of all vintages with a column `latest`, also where no two files hold the same cell.
---@param data ingot.Table
---@return ingot.Table
function M.marked(data)
  local _, has_latest <const> = names_without(data, "latest")
  return has_latest and data or data:derive { latest = "not is_missing(file)" }:collect()
end

--- The rows of all vintages as the files have them: without the columns `vintage` and `latest`.
---@param data ingot.Table
---@return ingot.Table
function M.plain(data)
  local names <const> = {}
  for _, column in ipairs(data:schema()) do
    local added <const> = column.name == "vintage" or column.name == "latest"
    names[#names + 1] = not added and column.name or nil
  end
  return data:select(names):collect()
end

return M
