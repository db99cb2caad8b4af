--- Coverage: which cells of flow × commodity code × month a table speaks for. Customs files list
--- only trade that happened: a covered cell without a row is zero, one not covered is unknown.
---
--- A file covers its flows × its codes × every month from its first to its last, unless the reader
--- is told otherwise; a file that was probably cut off covers nothing until told. A table carries
--- the union over its files, as a table with those of the columns flow, hs and month that it has.
---
--- Where January and February were released together, their cell is that of February, as their rows
--- are, and a column more says so (`coverage.map`).

local error_ <const> = require "ingot.error"
local map_ <const> = require "ingot.coverage.map"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local suggest <const> = require "ingot.suggest"

---@class ingot.Covers  what a file speaks for, where its rows do not show it
---@field flow? string|string[]
---@field hs? string|string[]           commodity codes
---@field from? string|ingot.Period     first month
---@field to? string|ingot.Period       last month

local M = {}

--- A file of exactly so many rows was probably cut off.
M.row_cap = 10000

local fields <const> = { flow = true, hs = true, from = true, to = true }

-- ---- what the reader is told ----

local function list_of(value)
  return type(value) == "table" and value or { value }
end

local function check_texts(name, value)
  local texts <const> = list_of(value)
  for _, text in ipairs(texts) do
    if type(text) ~= "string" then
      return ("covers: %s: texts expected, got %s"):format(name, type(text))
    end
  end
  return #texts == 0 and ("covers: %s: the list is empty"):format(name) or nil
end

local function check_month(name, value)
  local parsed <const>, message <const> = period.parse(tostring(value))
  return not parsed and ("covers: %s: %s"):format(name, message) or nil
end

--- What is wrong with what the reader is told, or nil.
---@param covers boolean|ingot.Covers|nil
---@return string? message
function M.check(covers)
  if covers == nil or type(covers) == "boolean" then
    return nil
  elseif type(covers) ~= "table" then
    return 'covers: true, false or a table expected, as { hs = { "76141000" }, '
      .. 'from = "2025-01", to = "2025-12" }'
  end
  for _, name in ipairs(suggest.names(covers)) do
    local message
    if not fields[name] then
      message = ("covers: unknown field '%s'%s"):format(name,
        suggest.did_you_mean(name, fields))
    elseif name == "flow" or name == "hs" then
      message = check_texts(name, covers[name])
    else
      message = check_month(name, covers[name])
    end
    if message then
      return message
    end
  end
  if covers.from and covers.to
    and period.of(covers.from).from > period.of(covers.to).to then
    return ("covers: it ends, %s, before it begins, %s"):format(covers.to, covers.from)
  end
end

local function told(covers)
  if type(covers) ~= "table" then
    return {}
  end
  return {
    flow = covers.flow and list_of(covers.flow), hs = covers.hs and list_of(covers.hs),
    from = covers.from and period.of(covers.from).from,
    to = covers.to and period.of(covers.to).to,
  }
end

--- What is wrong with the years said to hold January and February together, or nil.
---@param joint boolean|integer[]|nil
---@return string? message
function M.check_joint(joint)
  if joint == nil or type(joint) == "boolean" then
    return nil
  elseif type(joint) ~= "table" or #joint == 0 then
    return "joint: true, false or a list of years expected, as { 2020, 2021 }"
  end
  for _, year in ipairs(joint) do
    if math.type(year) ~= "integer" or year < 1 or year > 9999 then
      return ("joint: years as integers expected, got %s"):format(tostring(year))
    end
  end
end

-- ---- what the rows show ----

local types_of <const>, month_number <const> = map_.types_of, map_.month_number

-- First and last month, and number of rows, of each file ("" when there is no such column).
local function spans_of(data, has)
  local terms <const> = {
    { "from", "min(month)" }, { "to", "max(month)" }, { "rows", "count()" },
  }
  local spans <const> = {}
  for row in (has.file and data:by("file") or data):agg(terms):rows() do
    spans[#spans + 1] = {
      file = row.file or "", from = month_number(row.from), to = month_number(row.to),
      rows = row.rows,
    }
  end
  if #spans == 0 then
    spans[1] = { file = "", rows = 0 }
  end
  return spans
end

-- The distinct values of a column in each file: file → list.
local function members_of(data, has, name)
  local members <const> = {}
  local distinct <const> = has.file and data:distinct("file", name) or data:distinct(name)
  for row in distinct:rows() do
    local file <const> = row.file or ""
    members[file] = members[file] or {}
    table.insert(members[file], row[name])
  end
  return members
end

-- Rows that a file had and the table has not, because they were refused: file → number.
local function refused_of(data)
  local refused <const>, rejects <const> = {}, data:rejects()
  if rejects then
    local whole_rows <const> = rejects:where "is_missing(column)"
    for row in whole_rows:by("file"):agg { { "rows", "count()" } }:rows() do
      refused[row.file] = row.rows
    end
  end
  return refused
end

--- The rows that each file has, those that were refused among them: what a limit of rows is held
--- to, also where a profile makes more or fewer of them.
---@param data ingot.Table  as the native reader gave it
---@return table<string, integer> rows  by file
function M.rows_of(data)
  local rows <const>, refused <const> = {}, refused_of(data)
  for row in data:by("file"):agg { { "n", "count()" } }:rows() do
    rows[row.file] = row.n + (refused[row.file] or 0)
  end
  return rows
end

-- ---- the cells ----

-- The months of a file with what they hold: "single", or "joint" for a February that holds January
-- too; a January that is not released alone is none of them.
local function months_held(from, to, is_joint)
  local held <const> = {}
  for month = from, to do
    local joint <const> = is_joint(month // 12)
    if not joint or month % 12 > 1 then
      held[month] = "single"
    elseif month % 12 == 1 then
      held[month] = "joint"
    end
  end
  return held
end

-- Cells as flow → code → month → what is held; `false` stands for a column that the data do not
-- have. A cell that is joint in one file and single in another is joint: no single month is known.
local function add_cells(cells, flows, codes, held)
  for _, flow in ipairs(flows) do
    cells[flow] = cells[flow] or {}
    for _, code in ipairs(codes) do
      local months <const> = cells[flow][code] or {}
      cells[flow][code] = months
      for month, what in pairs(held) do
        months[month] = months[month] == "joint" and "joint" or what
      end
    end
  end
end

-- Whether January and February of a year stand together in a file: year → boolean. Told `true`, they
-- do where no row is dated January; told the year, a row dated January contradicts it.
local function joint_years(joint, file, dates)
  local januaries <const>, listed <const> = {}, {}
  for _, date in ipairs(dates or {}) do
    local month <const> = month_number(date)
    if month and month % 12 == 0 then
      januaries[month // 12] = true
    end
  end
  for _, year in ipairs(type(joint) == "table" and joint or {}) do
    listed[year] = true
    if januaries[year] then
      error_.raise("data", ("%shas rows of %d-01, so its January and February %d are not joint; "
        .. "leave %d out of joint = …"):format(file ~= "" and file .. ": " or "the table ", year, year,
        year), 0)
    end
  end
  return function(year)
    return listed[year] or joint == true and not januaries[year]
  end
end

local function sorted_keys(set)
  local keys <const> = {}
  for key in pairs(set) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return a and b and a < b end)
  return keys
end

local function table_of(cells, has)
  local flows <const>, codes <const>, months <const>, joint <const> = {}, {}, {}, {}
  local n, any_joint = 0, false
  for _, flow in ipairs(sorted_keys(cells)) do
    for _, code in ipairs(sorted_keys(cells[flow])) do
      for _, month in ipairs(sorted_keys(cells[flow][code])) do
        n = n + 1
        flows[n], codes[n], months[n] = flow, code, tostring(period.from_month(month))
        joint[n] = cells[flow][code][month] == "joint"
        any_joint = any_joint or joint[n]
      end
    end
  end
  local columns <const> = {}
  columns[1] = has.flow and { name = "flow", type = "text", values = flows } or nil
  columns[#columns + 1] = has.hs and { name = "hs", type = "text", values = codes } or nil
  columns[#columns + 1] = { name = "month", type = "month", values = months }
  columns[#columns + 1] = any_joint and { name = map_.JOINT, type = "bool", values = joint } or nil
  return native.table(columns, n)
end

--- The table with its coverage. One that has it already, or has no months, is returned as it is.
---@param data ingot.Table
---@param covers? boolean|ingot.Covers  true: its rows show all of it, however many they are;
---   false: nothing; a table: what it covers, its rows showing the rest
---@param row_cap? integer  a file of exactly so many rows covers nothing until told
---@param flow? string      of files that may hold no row to show it
---@param joint? boolean|integer[]  rows dated February hold January as well: in these years, or, true,
---   in every year without a row of January in the same file
---@param counted? table<string, integer>  rows of each file, where the table has more or fewer of them
---@return ingot.Table
function M.attach(data, covers, row_cap, flow, joint, counted)
  local has <const> = types_of(data)
  if not has.month or data:coverage() then
    return data
  end
  local given <const>, cells <const> = told(covers), {}
  local members <const> = {
    flow = has.flow and members_of(data, has, "flow") or {},
    hs = has.hs and members_of(data, has, "hs") or {},
    month = joint and members_of(data, has, "month") or {},
  }
  local refused <const> = refused_of(data)
  for _, span in ipairs(covers == false and {} or spans_of(data, has)) do
    local rows <const> = counted and counted[span.file] or span.rows + (refused[span.file] or 0)
    local cut_off <const> = covers == nil and rows > 0 and rows == row_cap
    local from <const>, to <const> = given.from or span.from, given.to or span.to
    if from and to and not cut_off then
      local flows <const> = given.flow or members.flow[span.file] or { flow }
      local codes <const> = given.hs or members.hs[span.file] or {}
      local is_joint <const> = joint_years(joint, span.file, members.month[span.file])
      add_cells(cells, has.flow and flows or { false }, has.hs and codes or { false },
        months_held(from, to, is_joint))
    end
  end
  return native.with(data, { coverage = table_of(cells, has) })
end

---@class ingot.FileSpan  what the rows of one file show of it
---@field file string
---@field from integer      first month
---@field to integer        last month
---@field flows (string|false)[]  false: there is no such column
---@field codes (string|false)[]
---@field cut_off boolean   it was probably cut off

--- What the rows of each file show, of files that have rows with months.
---@param data ingot.Table
---@param row_cap? integer
---@param counted? table<string, integer>  as of `attach`
---@return ingot.FileSpan[]
---@return { month: boolean, flow: boolean, hs: boolean, file: boolean } has  which columns there are
function M.by_file(data, row_cap, counted)
  local has <const>, list <const> = types_of(data), {}
  if not has.month or not has.file then
    has.month = false
    return list, has
  end
  local flows <const> = has.flow and members_of(data, has, "flow")
  local codes <const> = has.hs and members_of(data, has, "hs")
  local refused <const> = refused_of(data)
  for _, span in ipairs(spans_of(data, has)) do
    if span.from then
      list[#list + 1] = {
        file = span.file, from = span.from, to = span.to,
        flows = flows and flows[span.file] or { false },
        codes = codes and codes[span.file] or { false },
        cut_off = (counted and counted[span.file] or span.rows + (refused[span.file] or 0)) == row_cap,
      }
    end
  end
  return list, has
end

-- The years of which a file has no January, where it has rows of every other month; nil for none.
local function years_without_january(span, dates)
  local held <const>, years <const> = {}, {}
  for _, date in ipairs(dates or {}) do
    held[map_.month_number(date) or ""] = true
  end
  for month = span.from, span.to do
    if not held[month] and month % 12 > 0 then
      return nil
    elseif not held[month] then
      years[#years + 1] = month // 12
    end
  end
  -- A file that begins with February says nothing of the January before it, unless others are lacking.
  if #years > 0 and span.from % 12 == 1 then
    table.insert(years, 1, span.from // 12)
  end
  return #years > 0 and years or nil
end

--- Files with rows of every month but January, which was probably released with February: as they
--- stand it counts as zero.
---@param data ingot.Table
---@return { file: string, years: integer[] }[]
function M.without_january(data)
  local list <const>, has <const> = {}, types_of(data)
  local months <const> = has.month and members_of(data, has, "month") or {}
  for _, span in ipairs(has.month and spans_of(data, has) or {}) do
    local years <const> = span.from and years_without_january(span, months[span.file])
    list[#list + 1] = years and { file = span.file, years = years }
  end
  return list
end

--- "2023-01 to 2024-06 and 2025-01": a set of months as runs.
---@param months table<integer, boolean>
---@return string
function M.runs(months)
  local list <const>, runs <const> = sorted_keys(months), {}
  for i, month in ipairs(list) do
    if list[i - 1] ~= month - 1 then
      runs[#runs + 1] = { from = month }
    end
    runs[#runs].to = month
  end
  for i, run in ipairs(runs) do
    local from <const>, to <const> = period.from_month(run.from), period.from_month(run.to)
    runs[i] = from == to and tostring(from) or from .. " to " .. to
  end
  local last <const> = table.remove(runs)
  return #runs == 0 and last or table.concat(runs, ", ") .. " and " .. last
end

--- Whether a coverage is by a column.
---@param cells ingot.Table  a coverage
---@param name "flow"|"hs"
---@return boolean
function M.has_column(cells, name)
  return map_.types_of(cells)[name]
end

M.map = map_.new
M.summary = map_.summary

return M
