--- What a level may take together. Everything is asked by month. Exports and imports are one sum only
--- where the script says so; metrics are held against each other only over the same HS codes: codes
--- that one of them was never read for are unknown, not zero.

local coverage <const> = require "ingot.coverage"

local M = {}

local function distinct(cells, name)
  local values <const> = {}
  for row in cells:distinct(name):rows() do
    values[#values + 1] = row[name]
  end
  table.sort(values)
  return values
end

local function mentions(text, column)
  return text ~= nil and text:find("%f[%w_]" .. column .. "%f[^%w_]") ~= nil
end

--- Why a table can be asked for no period, or nil.
---@param data ingot.Table|ingot.Query
---@return string? message
function M.month_problem(data)
  local names <const>, is_annual = {}, false
  for i, column in ipairs(data:schema()) do
    is_annual = is_annual or column.name == "year"
    if column.name == "month" then
      return column.type ~= "month" and ("column 'month' is %s; read it as months, with types = "
        .. '{ month = "month" }'):format(column.type) or nil
    end
    names[i] = column.name
  end
  if is_annual then
    return "the data are of years: they have a column 'year' and no 'month', by which all is asked here; "
      .. 'ask the table itself, as t:by("year", "partner"):agg { value = "sum(value_usd)" }'
  end
  return ("the data have no column 'month', and all is asked by month; columns are '%s'"):format(
    table.concat(names, "', '"))
end

--- Why a metric may not be asked of a cube: nothing chooses between the flows that it covers. Nil
--- when the slice, the metric's rows or its formula do, or the metrics that it is made of.
---@param definition ingot.Metric
---@param chosen? string        the flows that the cube was sliced to
---@param narrowed ingot.Table  what the data cover of the slice and the metric
---@return string? message
function M.mixed_flows(definition, chosen, narrowed)
  local cells <const> = narrowed:coverage()
  if chosen or definition.terms or mentions(definition.formula, "flow") or not cells
    or not coverage.has_column(cells, "flow") then
    return nil
  end
  local flows <const> = distinct(cells, "flow")
  return #flows > 1 and ("metric '%s' would count %s and %s together; slice the cube to one of them, "
    .. 'as cube:slice { flow = "%s" }, or to both: flow = { "%s", "%s" }'):format(definition.name,
    flows[1], flows[2], flows[1], flows[1], flows[2]) or nil
end

--- The HS codes that the data cover of a slice and a metric; nil where the metric chooses its own, or
--- the data have none.
---@param definition ingot.Metric
---@param narrowed ingot.Table
---@return string[]?
function M.codes(definition, narrowed)
  local cells <const> = narrowed:coverage()
  if mentions(definition.where, "hs") or mentions(definition.formula, "hs") or not cells
    or not coverage.has_column(cells, "hs") then
    return nil
  end
  return distinct(cells, "hs")
end

-- The codes of a list that are in another, or that are not.
local function among(codes, others, wanted)
  local there <const>, found <const> = {}, {}
  for _, code in ipairs(others) do
    there[code] = true
  end
  for _, code in ipairs(codes) do
    found[#found + 1] = (there[code] or false) == wanted and code or nil
  end
  return found
end

local function hint(common)
  if #common == 0 then
    return "they have no code in common"
  end
  local named <const> = {}
  for i = 1, math.min(#common, 3) do
    named[i] = ('"%s"'):format(common[i])
  end
  named[4] = #common > 3 and "…" or nil
  return "slice the cube to what both are covered of, as cube:slice { hs = { "
    .. table.concat(named, ", ") .. " } }"
end

--- Why two metrics are not of the same goods, or nil. Of one that is covered with no code at all the
--- level is unknown anyway.
---@param a { name: string, codes: string[]? }
---@param b { name: string, codes: string[]? }
---@return string? message
function M.unlike_codes(a, b)
  if not a.codes or not b.codes or #a.codes == 0 or #b.codes == 0 then
    return nil
  end
  local more, less = a, b
  if #among(a.codes, b.codes, false) == 0 then
    more, less = b, a
  end
  local code <const> = among(more.codes, less.codes, false)[1]
  return code and ("the data cover %s of %s but not %s; %s"):format(more.name, code, less.name,
    hint(among(a.codes, b.codes, true))) or nil
end

return M
