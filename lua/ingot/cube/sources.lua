--- The files behind a level: of those that the data of its cube come from, the ones that speak for
--- what it counts. A file speaks for its flows × its codes × every month from its first to its last
--- (`ingot.coverage`), and more when the reader was told. Files of which one decides what counts of
--- another (vintages, cumulative months) stay together, but for their flow.

local beside <const> = require "ingot.cube.beside"
local coverage <const> = require "ingot.coverage"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local read <const> = require "ingot.read"
local slice <const> = require "ingot.cube.slice"
local union <const> = require "ingot.read.union"

local M = {}

---@class ingot.FileCells  what a file speaks for
---@field flows table<string, true>
---@field codes table<string, true>
---@field from integer  first month
---@field to integer    last month
---@field apart boolean no other file decides what counts of it

---@class ingot.KnownSources
---@field list ingot.Source[]                   in order of path
---@field cells table<string, ingot.FileCells>  by path; files without a month have none
---@field tables table<boolean, ingot.Table?>   these as coverage, of files that stand apart or not

-- By what all slices of a cube have in common.
local known <const> = setmetatable({}, { __mode = "k" })

local function as_list(value)
  return type(value) == "table" and value or { value }
end

-- What the reader was told goes beyond what the rows show.
local function add_told(cells, options)
  local told <const> = type(options.covers) == "table" and options.covers or {}
  for _, flow in ipairs(as_list(told.flow or options.flow)) do
    cells.flows[flow] = true
  end
  for _, code in ipairs(as_list(told.hs)) do
    cells.codes[code] = true
  end
  cells.from = told.from and math.min(cells.from, period.of(told.from).from) or cells.from
  cells.to = told.to and math.max(cells.to, period.of(told.to).to) or cells.to
end

local function cells_of(span, source)
  local options <const> = source.options or {}
  local cells <const> = {
    flows = {}, codes = {}, from = span.from, to = span.to,
    apart = not (options.vintage or options.ytd or read.is_contested(source.path)),
  }
  for _, flow in ipairs(span.flows) do
    cells.flows[flow] = true
  end
  for _, code in ipairs(span.codes) do
    cells.codes[code] = true
  end
  add_told(cells, options)
  return cells
end

-- The cells of files as a coverage; nil when nothing but the month tells them apart.
local function table_of(all, has, apart)
  local files <const>, flows <const>, codes <const> = {}, {}, {}
  local by_code <const> = has.hs and apart
  for path, cells in pairs(all) do
    for flow in pairs(cells.apart == apart and cells.flows or {}) do
      for code in pairs(by_code and cells.codes or { [false] = true }) do
        local n <const> = #files + 1
        files[n], flows[n], codes[n] = path, flow or nil, code or nil
      end
    end
  end
  if #files == 0 or not (has.flow or by_code) then
    return nil
  end
  local columns <const> = { { name = "file", type = "text", values = files } }
  columns[2] = has.flow and { name = "flow", type = "text", values = flows } or nil
  columns[#columns + 1] = by_code and { name = "hs", type = "text", values = codes } or nil
  return native.table(columns, #files)
end

local function known_of(cube)
  local found = known[cube.covering]
  if found then
    return found
  end
  found = { list = read.sources(cube.data), cells = {}, tables = {} }
  known[cube.covering] = found
  local spans <const>, by_path <const> = {}, {}
  local files <const>, has <const> = coverage.by_file(cube.data)
  for _, span in ipairs(files) do
    spans[span.file] = span
  end
  for _, source in ipairs(found.list) do
    source.table, source.filter = cube.named, cube.filter
    by_path[source.path] = spans[source.path] and cells_of(spans[source.path], source)
  end
  found.cells = by_path
  for _, apart in ipairs { true, false } do
    found.tables[apart] = table_of(by_path, has, apart)
  end
  return found
end

-- The files that speak for a slice and a metric; all where nothing tells.
local function speaking(cube, definition, cells)
  local query = slice.speaking(cube, definition, cells)
  local left <const> = query:agg { n = "count()" }:collect():coverage()
  local files <const> = {}
  for row in left:distinct("file"):rows() do
    files[row.file] = true
  end
  return files
end

-- Those of the cube's files that a metric's rows, or their absence, may be read from.
local function of_slice(cube, definition)
  local all <const>, kept <const> = known_of(cube), {}
  local spoken <const> = {}
  for apart, cells in pairs(all.tables) do
    spoken[apart] = speaking(cube, definition, cells)
  end
  for _, source in ipairs(all.list) do
    local cells <const> = all.cells[source.path]
    local files <const> = cells and spoken[cells.apart]
    kept[#kept + 1] = (not files or files[source.path]) and source or nil
  end
  return kept, all.cells
end

local function is_within(cells, within)
  return not cells or not cells.apart or cells.from <= within.to and within.from <= cells.to
end

local function own(cube, definition, within)
  cube.sourced[definition] = cube.sourced[definition] or { of_slice(cube, definition) }
  local of <const> = cube.sourced[definition]
  if not of[within] then
    local list <const> = {}
    for _, source in ipairs(of[1]) do
      list[#list + 1] = is_within(of[2][source.path], within) and source or nil
    end
    of[within] = list
  end
  return of[within]
end

-- The cubes that a metric rests on, this one or one beside it, each with what is asked of it: of a
-- metric made of metrics those of all of them.
local function lists_of(lists, cube, definition, within)
  for _, name in ipairs(definition.terms or {}) do
    lists_of(lists, cube, metric.get(name), within)
  end
  if not definition.terms then
    lists[#lists + 1] = own(beside.of(cube, definition), definition, within)
  end
  return lists
end

--- The files behind a level of a metric in a period: of the data of the cube, of a table beside it, or
--- of all tables that a metric made of metrics rests on.
---
---     for _, source in ipairs(cable:sources(metric, period)) do print(source.file) end
---
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return ingot.Source[]
function M.of(cube, definition, within)
  local lists <const> = lists_of({}, cube, definition, within)
  return #lists == 1 and lists[1] or union(lists)
end

return M
