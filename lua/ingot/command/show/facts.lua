--- Everything `ingot show` has to say of a source, as plain data.

local columns_ <const> = require "ingot.columns"
local coverage <const> = require "ingot.coverage"
local native <const> = require "ingot.native"
local read <const> = require "ingot.read"
local table_ <const> = require "ingot.table"

---@class ingot.ShownColumn  min and max as text, exact; nil where there is no value
---@field name string
---@field type string
---@field unit? string
---@field missing integer
---@field distinct integer
---@field min? string
---@field max? string
---@field source? string  the heading it stands under in the files

---@class ingot.ShownFile
---@field path string
---@field rows integer
---@field packing? "gzip"|"zstd"
---@field without string[]  columns of the table of which it has no value

---@class ingot.ShownDecision  how a file was read; `why` is empty where it was told
---@field file string
---@field what string
---@field value string
---@field given boolean
---@field why string

---@class ingot.ShownFacts
---@field files ingot.ShownFile[]
---@field rows integer
---@field profile? string
---@field flow? string
---@field detected ingot.ShownDecision[]
---@field columns ingot.ShownColumn[]
---@field coverage table[]
---@field warnings { file: string, message: string }[]
---@field rejected integer
---@field kinds { kind: string, count: integer }[]  most frequent first
---@field rejects table[]  file, line, column, kind, value, reason, record

local M = {}

local packings <const> = { ["\x1f\x8b"] = "gzip", ["\x28\xb5\x2f\xfd"] = "zstd" }

local function packing_of(path)
  local mark <const> = path ~= "-" and native.slurp(path, 4) or ""
  return packings[mark] or packings[mark:sub(1, 2)]
end

local function quoted(name)
  return "`" .. name:gsub("`", "``") .. "`"
end

-- Rows by file, and how many values each of the columns has there: count1, count2 …
local function values_by_file(data, columns)
  local terms <const>, found <const> = { { "rows", "count()" } }, {}
  for i, column in ipairs(columns) do
    terms[i + 1] = { "count" .. i, ("count(%s)"):format(quoted(column.name)) }
  end
  for row in data:by("file"):agg(terms):rows() do
    found[row.file] = row
  end
  return found
end

local function without(counts, columns)
  local names <const> = {}
  for i, column in ipairs(columns) do
    names[#names + 1] = counts["count" .. i] == 0 and column.name or nil
  end
  return names
end

-- Each file in the order they were read, those without a row included.
local function files_of(data, paths, columns)
  local list <const> = {}
  local _, present <const> = columns_.names(data)
  local found <const> = #paths > 1 and present.file and values_by_file(data, columns) or {}
  for i, path in ipairs(paths) do
    local counts <const> = found[path]
    list[i] = {
      path = path, rows = counts and counts.rows or #paths == 1 and #data or 0,
      packing = packing_of(path),
      without = counts and without(counts, columns) or {},
    }
  end
  return list
end

local function columns_of(data)
  local list <const> = {}
  local schema <const>, described <const> = data:schema(), table_.describe(data)
  for row in described:rows() do
    list[#list + 1] = {
      name = row.column, type = row.type, unit = row.unit, missing = row.missing,
      distinct = row.distinct, min = row.min, max = row.max, source = schema[#list + 1].source,
    }
  end
  return list
end

local function rows_of(data)
  local list <const> = {}
  for row in (data or native.table({}, 0)):rows() do
    list[#list + 1] = row
  end
  return list
end

-- How often each kind of reject occurs; what older snapshots hold has a reason and no kind.
local function kinds_of(rejects)
  local counts <const>, list <const> = {}, {}
  for _, reject in ipairs(rejects) do
    local kind <const> = reject.kind or reject.reason
    if not counts[kind] then
      counts[kind] = { kind = kind, count = 0 }
      list[#list + 1] = counts[kind]
    end
    counts[kind].count = counts[kind].count + 1
  end
  table.sort(list, function(a, b)
    return a.count > b.count or a.count == b.count and a.kind < b.kind
  end)
  return list
end

--- What there is to say of a table that was just read or opened.
---@param data ingot.Table
---@param paths string[]
---@param options ingot.ReadOptions
---@return ingot.ShownFacts
function M.of(data, paths, options)
  local columns <const>, rejects <const> = columns_of(data), rows_of(data:rejects())
  return {
    files = files_of(data, paths, columns), rows = #data, profile = options.profile or nil,
    flow = options.flow, detected = rows_of(data:detected()), columns = columns,
    coverage = coverage.summary(data), warnings = read.warnings(), rejected = #rejects,
    kinds = kinds_of(rejects), rejects = rejects,
  }
end

return M
