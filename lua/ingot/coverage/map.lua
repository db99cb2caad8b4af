--- Coverage asked: which months are known, for every flow and code of it or for the codes asked for,
--- and which January and February are known only together.
---
--- The cell of a joint January and February stands in February, where its rows are, and is marked in
--- the column `joint months`: so a filter on months keeps or drops it with its rows.

local period <const> = require "ingot.period"

local M = {}

--- The column that marks joint cells; a coverage without such cells has none. No column of data has
--- a name like it, so that no filter of theirs narrows coverage by it.
M.JOINT = "joint months"

--- Of a table, which columns it has that coverage is about, and `file`.
---@param data ingot.Table
---@return { month: boolean, flow: boolean, hs: boolean, series: boolean, joint: boolean, file: boolean }
function M.types_of(data)
  local types <const> = {}
  for _, column in ipairs(data:schema()) do
    types[column.name] = column.type
  end
  return {
    month = types.month == "month", flow = types.flow == "text", hs = types.hs == "text",
    series = types.series == "text", joint = types[M.JOINT] == "bool", file = types.file ~= nil,
  }
end

--- A month of a table, "2025-04", as an integer.
---@param value string?
---@return integer?
function M.month_number(value)
  local year <const>, month <const> = (value or ""):match "^(%d+)%-(%d+)$"
  return year and tonumber(year) * 12 + tonumber(month) - 1
end

---@class ingot.CoverageMap
---@field covered table<integer, boolean>  months, every cell of which is covered; January and
---   February of a joint year both when both are held
---@field joint table<integer, boolean>    years whose January and February are known together only
local Map = {}
Map.__index = Map

--- The year whose joint January and February a period has one month of; nil when it has none.
---@param within ingot.Period
---@return integer?
function Map:splits(within)
  local first <const>, last <const> = within.from, within.to
  if first % 12 == 1 and self.joint[first // 12] then
    return first // 12
  elseif last % 12 == 0 and self.joint[last // 12] then
    return last // 12
  end
end

--- Whether every month of a period is covered, for every flow and code, and none by halves.
---@param within ingot.Period
---@return boolean
function Map:covers(within)
  for month = within.from, within.to do
    if not self.covered[month] then
      return false
    end
  end
  return not self:splits(within)
end

-- The step of a month: itself, or January and February where they are known together only.
local function step_of(map, month)
  local year <const> = month.year
  return month.from % 12 <= 1 and map.joint[year] and period.joint(year) or month
end

--- The comparable period before one. Joint months are one step: before March stand January and
--- February, before these December.
---@param within ingot.Period
---@return ingot.Period
function Map:before(within)
  local is_joint <const> = self.joint[within.year] and within == period.joint(within.year)
  if within.kind ~= "month" and not is_joint then
    return within:previous()
  end
  return step_of(self, period.from_month(within.from) - 1)
end

--- Periods with single months of a joint January and February taken together, each once.
---@param periods ingot.Period[]
---@return ingot.Period[]
function Map:steps(periods)
  local steps <const> = {}
  for _, within in ipairs(periods) do
    local step <const> = within.kind == "month" and step_of(self, within) or within
    if step ~= steps[#steps] or step == within then
      steps[#steps + 1] = step
    end
  end
  return steps
end

-- ---- from the cells ----

local function count_distinct(list)
  local seen, n = {}, 0
  for _, item in ipairs(list) do
    n = n + (seen[item] and 0 or 1)
    seen[item] = true
  end
  return n
end

-- The columns that tell one cell of a month from another.
local function keys_of(has)
  local keys <const> = {}
  keys[1] = has.flow and "flow" or nil
  keys[#keys + 1] = has.hs and "hs" or nil
  keys[#keys + 1] = has.series and "series" or nil -- of indicators, each with its own months
  return keys
end

-- Marks joint years, and January where every cell of it is known by itself or with February.
local function add_joint(map, cells, has, wanted)
  local joint <const> = cells:where("`" .. M.JOINT .. "`"):distinct "month"
  for row in joint:rows() do
    local february <const> = M.month_number(row.month)
    local of_january <const> = cells:where("month == $january or month == $february and `"
      .. M.JOINT .. "`", {
      january = tostring(period.from_month(february - 1)), february = row.month,
    })
    local keys <const> = keys_of(has)
    local known <const> = #keys == 0 and 1 or #of_january:distinct(keys)
    map.joint[february // 12] = true
    map.covered[february - 1] = known == wanted or nil
  end
end

--- What a table's coverage says of months: one is covered when every flow of the coverage is, with
--- every code asked for. A table without coverage covers nothing.
---@param data ingot.Table
---@param codes? string[]  HS codes; by default all in the coverage
---@return ingot.CoverageMap
function M.new(data, codes)
  local cells <const> = data:coverage()
  local map <const> = setmetatable({ covered = {}, joint = {} }, Map)
  local has <const> = cells and M.types_of(cells)
  if not has or not has.month then -- none, or its months go by another name
    return map
  end
  local wanted = has.flow and #cells:distinct("flow") or 1
  local of_codes = cells
  if has.hs then
    of_codes = codes and cells:where("hs in $codes", { codes = codes }) or cells
    wanted = wanted * (codes and count_distinct(codes) or #cells:distinct("hs"))
  end
  if has.series then
    wanted = wanted * #cells:distinct("series")
  end
  local singles = of_codes
  if has.joint then -- a cell may be joint in one part of a union and single in another
    singles = of_codes:distinct(table.move(keys_of(has), 1, 3, 2, { "month" }))
  end
  for row in singles:by("month"):agg { { "cells", "count()" } }:rows() do
    if row.cells == wanted then
      map.covered[M.month_number(row.month)] = true
    end
  end
  if has.joint then
    add_joint(map, of_codes, has, wanted)
  end
  return map
end

---@class ingot.CoverageSummary
---@field flow? string
---@field codes? integer     how many commodity codes
---@field from string        first month
---@field to string          last month
---@field complete boolean   every code in every month between them

-- The joint cells of a flow: how many, and whether a month is among theirs.
local function joint_of(cells, has, flow)
  if not has.joint then
    return 0, function() return false end
  end
  local all <const> = cells:where("`" .. M.JOINT .. "`")
  local joint <const> = has.flow and all:where("flow == $flow", { flow = flow }) or all
  return #joint, function(month) return #joint:where("month == $month", { month = month }) > 0 end
end

--- The coverage of a table in a few words: one entry a flow.
---@param data ingot.Table
---@return ingot.CoverageSummary[]
function M.summary(data)
  local cells <const> = data:coverage()
  local list <const> = {}
  local has <const> = cells and M.types_of(cells)
  if not has or not has.month or #cells == 0 then
    return list
  end
  local terms <const> = {
    { "from", "min(month)" }, { "to", "max(month)" }, { "cells", "count()" },
    has.hs and { "codes", "count_distinct(hs)" } or nil,
  }
  for row in (has.flow and cells:by("flow") or cells):agg(terms):rows() do
    local n_joint <const>, is_joint <const> = joint_of(cells, has, row.flow)
    local from <const> = M.month_number(row.from) - (is_joint(row.from) and 1 or 0)
    local months <const> = M.month_number(row.to) - from + 1
    list[#list + 1] = {
      flow = row.flow, codes = row.codes, from = tostring(period.from_month(from)),
      to = tostring(row.to), complete = row.cells + n_joint == months * (row.codes or 1),
    }
  end
  return list
end

return M
