--- Coverage: which cells of flow × commodity code × month a table speaks for. Customs files list
--- only trade that happened: a covered cell without a row is zero, one not covered is unknown.
---
--- A file covers its flows × its codes × every month from its first to its last, unless the reader
--- is told otherwise; a file that was probably cut off covers nothing until told. A table carries
--- the union over its files, as a table with those of the columns flow, hs and month that it has.

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

-- ---- what the rows show ----

-- Column → type, of the columns that coverage is about and `file`.
local function types_of(data)
  local types <const> = {}
  for _, column in ipairs(data:schema()) do
    types[column.name] = column.type
  end
  return {
    month = types.month == "month", flow = types.flow == "text", hs = types.hs == "text",
    file = types.file ~= nil,
  }
end

-- A month of a table, "2025-04", as an integer.
local function month_number(value)
  local year <const>, month <const> = (value or ""):match "^(%d+)%-(%d+)$"
  return year and tonumber(year) * 12 + tonumber(month) - 1
end

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

-- ---- the cells ----

-- Cells as flow → code → set of months; `false` stands for a column that the data do not have.
local function add_cells(cells, flows, codes, from, to)
  for _, flow in ipairs(flows) do
    cells[flow] = cells[flow] or {}
    for _, code in ipairs(codes) do
      local months <const> = cells[flow][code] or {}
      cells[flow][code] = months
      for month = from, to do
        months[month] = true
      end
    end
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
  local flows <const>, codes <const>, months <const> = {}, {}, {}
  local n = 0
  for _, flow in ipairs(sorted_keys(cells)) do
    for _, code in ipairs(sorted_keys(cells[flow])) do
      for _, month in ipairs(sorted_keys(cells[flow][code])) do
        n = n + 1
        flows[n], codes[n], months[n] = flow, code, tostring(period.from_month(month))
      end
    end
  end
  local columns <const> = {}
  columns[1] = has.flow and { name = "flow", type = "text", values = flows } or nil
  columns[#columns + 1] = has.hs and { name = "hs", type = "text", values = codes } or nil
  columns[#columns + 1] = { name = "month", type = "month", values = months }
  return native.table(columns, n)
end

--- The table with its coverage. One that has it already, or has no months, is returned as it is.
---@param data ingot.Table
---@param covers? boolean|ingot.Covers  true: its rows show all of it, however many they are;
---   false: nothing; a table: what it covers, its rows showing the rest
---@param row_cap? integer  a file of exactly so many rows covers nothing until told
---@param flow? string      of files that may hold no row to show it
---@return ingot.Table
function M.attach(data, covers, row_cap, flow)
  local has <const> = types_of(data)
  if not has.month or data:coverage() then
    return data
  end
  local given <const>, cells <const> = told(covers), {}
  local members <const> = {
    flow = has.flow and members_of(data, has, "flow") or {},
    hs = has.hs and members_of(data, has, "hs") or {},
  }
  local refused <const> = refused_of(data)
  for _, span in ipairs(covers == false and {} or spans_of(data, has)) do
    local rows <const> = span.rows + (refused[span.file] or 0)
    local cut_off <const> = covers == nil and rows > 0 and rows == row_cap
    local from <const>, to <const> = given.from or span.from, given.to or span.to
    if from and to and not cut_off then
      local flows <const> = given.flow or members.flow[span.file] or { flow }
      local codes <const> = given.hs or members.hs[span.file] or {}
      add_cells(cells, has.flow and flows or { false }, has.hs and codes or { false }, from,
        to)
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
---@return ingot.FileSpan[]
---@return { month: boolean, flow: boolean, hs: boolean, file: boolean } has  which columns there are
function M.by_file(data, row_cap)
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
        cut_off = span.rows + (refused[span.file] or 0) == row_cap,
      }
    end
  end
  return list, has
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

-- ---- asking ----

---@class ingot.CoverageMap
---@field covered table<integer, boolean>  months, every cell of which is covered
local Map = {}
Map.__index = Map

--- Whether every month of a period is covered, for every flow and code.
---@param within ingot.Period
---@return boolean
function Map:covers(within)
  for month = within.from, within.to do
    if not self.covered[month] then
      return false
    end
  end
  return true
end

local function count_distinct(list)
  local seen, n = {}, 0
  for _, item in ipairs(list) do
    n = n + (seen[item] and 0 or 1)
    seen[item] = true
  end
  return n
end

--- What a table's coverage says of months: one is covered when every flow of the coverage is, with
--- every code asked for. A table without coverage covers nothing.
---@param data ingot.Table
---@param codes? string[]  HS codes; by default all in the coverage
---@return ingot.CoverageMap
function M.map(data, codes)
  local cells <const> = data:coverage()
  local map <const> = setmetatable({ covered = {} }, Map)
  local has <const> = cells and types_of(cells)
  if not has or not has.month then -- none, or its months go by another name
    return map
  end
  local wanted = has.flow and #cells:distinct("flow") or 1
  local of_codes = cells
  if has.hs then
    of_codes = codes and cells:where("hs in $codes", { codes = codes }) or cells
    wanted = wanted * (codes and count_distinct(codes) or #cells:distinct("hs"))
  end
  for _, column in ipairs(cells:schema()) do
    if column.name == "series" then -- of indicators, each with its own months
      wanted = wanted * #cells:distinct("series")
    end
  end
  for row in of_codes:by("month"):agg { { "cells", "count()" } }:rows() do
    if row.cells == wanted then
      map.covered[month_number(row.month)] = true
    end
  end
  return map
end

---@class ingot.CoverageSummary
---@field flow? string
---@field codes? integer     how many commodity codes
---@field from string        first month
---@field to string          last month
---@field complete boolean   every code in every month between them

--- The coverage of a table in a few words: one entry a flow.
---@param data ingot.Table
---@return ingot.CoverageSummary[]
function M.summary(data)
  local cells <const> = data:coverage()
  local list <const> = {}
  local has <const> = cells and types_of(cells)
  if not has or not has.month or #cells == 0 then
    return list
  end
  local terms <const> = {
    { "from", "min(month)" }, { "to", "max(month)" }, { "cells", "count()" },
    has.hs and { "codes", "count_distinct(hs)" } or nil,
  }
  for row in (has.flow and cells:by("flow") or cells):agg(terms):rows() do
    local months <const> = month_number(row.to) - month_number(row.from) + 1
    list[#list + 1] = {
      flow = row.flow, codes = row.codes, from = tostring(row.from), to = tostring(row.to),
      complete = row.cells == months * (row.codes or 1),
    }
  end
  return list
end

return M
