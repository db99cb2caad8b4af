--- The tables that a claim rests on, read again as the run read them: the data of its cube, and those
--- beside it by name. The slices of them that its operands speak of.

local cube <const> = require "ingot.cube"
local indicator <const> = require "ingot.indicator"
local native <const> = require "ingot.native"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.WhyTable
---@field data ingot.Table  all rows of its files
---@field filter? string    the condition of those that the run used

local STDIN <const> = "-"
local OWN <const> = "" -- the name of the cube's own data among tables

-- Sources by the table they are of; those that were read alike as one group.
local function groups_of(sources)
  local tables <const> = {}
  for _, source in ipairs(sources) do
    local name <const> = source.table or OWN
    local groups <const> = tables[name] or {}
    local key <const> = native.json_encode(source.options or {})
    tables[name], groups.filter = groups, source.filter
    if not groups[key] then
      groups[key] = { paths = {}, options = source.options }
      groups[#groups + 1] = groups[key]
    end
    local group <const> = groups[key]
    if not group[source.path] then
      group[source.path] = true
      table.insert(group.paths, source.path)
    end
  end
  return tables
end

local function read_groups(groups)
  local data = nil
  for _, group in ipairs(groups) do
    local series <const> = group.options and group.options.indicator
    local ok, part = pcall(series and indicator.read or read.read, group.paths,
      series or group.options)
    if not ok then
      return nil, tostring(part)
    end
    data = data and data:union(part):collect() or part
  end
  return data
end

--- The tables as the run saw them, or nil with the reason why they cannot be had.
---@param sources table[]  of a claims file
---@return table<string, ingot.WhyTable>? tables
---@return string? message
function M.read(sources)
  if #sources == 0 then
    return nil, "the data came from the script itself, not from files"
  end
  for _, source in ipairs(sources) do
    if source.path == STDIN then -- what stands there now is another's
      return nil, "the data came from standard input, which is read but once"
    end
  end
  local tables <const> = {}
  local groups <const> = groups_of(sources)
  for _, name in ipairs(suggest.names(groups)) do
    local data <const>, problem <const> = read_groups(groups[name])
    if not data then
      return nil, problem
    end
    tables[name] = { data = data, filter = groups[name].filter }
  end
  return tables
end

local function narrowed(data, filter)
  return filter and data:where(filter) or data
end

-- The rows of each file in a table, or in those of its rows that meet a condition.
local function rows_by_path(data, filter)
  local rows <const> = {}
  for _, source in ipairs(read.sources(narrowed(data, filter))) do
    rows[source.path] = source.rows
  end
  return rows
end

--- The files of which the run used other rows than their condition leaves: what a script did to rows
--- before it made its cube stands in no claim.
---@param tables table<string, ingot.WhyTable>
---@param sources table[]
---@return { path: string, used: integer, rows: integer }[]
function M.left_out(tables, sources)
  local list <const>, counted <const> = {}, {}
  local function count(source, filter)
    local name <const> = source.table or OWN
    local key <const> = name .. "\0" .. (filter or "")
    counted[key] = counted[key] or rows_by_path(tables[name].data, filter)
    return counted[key][source.path] or 0
  end
  for _, source in ipairs(sources) do
    if source.rows ~= count(source, source.filter) then
      list[#list + 1] = { path = source.path, used = source.rows, rows = count(source) }
    end
  end
  return list
end

-- The cube of a table, with the others beside it.
local function cube_of(tables, name, filter)
  local with <const> = {}
  for other, one in pairs(tables) do
    with[other] = other ~= OWN and other ~= name and narrowed(one.data, one.filter) or nil
  end
  return cube.new(narrowed(tables[name].data, filter), { with = with })
end

--- The slice that a claim's filter selects, or nil when its table is not among those read. Products
--- are taken as the claims file has them, not as they are defined today.
---@param tables table<string, ingot.WhyTable>
---@param where table<string, string>
---@param products table<string, table>
---@return ingot.Cube?
function M.slice(tables, where, products)
  local name <const> = where.from or OWN
  if not tables[name] then
    return nil
  end
  local selection <const> = {}
  local view = cube_of(tables, name, where.filter)
  for axis, value in pairs(where) do
    if axis == "product" then
      local kept <const> = products[value]
      view = view:slice {
        product = kept and { name = value, en = value, versions = product.recorded(kept) } or value,
      }
    elseif axis ~= "filter" and axis ~= "from" then
      local members <const> = {}
      for member in value:gmatch "%S+" do
        members[#members + 1] = member
      end
      selection[axis] = members
    end
  end
  return view:slice(selection)
end

return M
