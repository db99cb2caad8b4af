--- What a cube is sliced to: it takes one more axis in, tells what it selects, and gives the rows that
--- count for a metric. Cubes are immutable: a slice is another cube.

local axes <const> = require "ingot.cube.axes"
local beside <const> = require "ingot.cube.beside"
local codes_ <const> = require "ingot.cube.codes"
local filter_ <const> = require "ingot.cube.filter"
local native <const> = require "ingot.native"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local regions <const> = require "ingot.cube.regions"
local suggest <const> = require "ingot.suggest"

local M = {}

local function copy(from)
  local to <const> = {}
  for key, value in pairs(from) do
    to[key] = value
  end
  return to
end

-- The members of a list that are in a text of members as well; all when there is no text.
local function in_both(members, text)
  local allowed <const> = {}
  for member in (text or ""):gmatch "%S+" do
    allowed[member] = true
  end
  local both <const> = {}
  for _, member in ipairs(members) do
    if not text or allowed[member] then
      both[#both + 1] = member
    end
  end
  return both
end

local function narrow_product(cube, definition)
  if cube.product_name and cube.product_name ~= definition.name then
    return ("the cube is of product '%s' already"):format(cube.product_name)
  end
  cube.definition, cube.product_name = definition, definition.name
  cube.product = {
    code = definition.name, en = definition.en, zh = definition.zh or definition.en,
  }
  cube.chosen.product = definition.name
end

local function narrow_members(cube, name, given)
  local members <const> = in_both(given, cube.chosen[name])
  if #members == 0 then
    return ("%s: '%s' leaves nothing of '%s'"):format(name, table.concat(given, " "),
      cube.chosen[name])
  end
  cube.chosen[name] = table.concat(members, " ")
end

-- Takes one more axis into a cube that is being made; gives what is wrong with it, or nil.
local function narrow(cube, name, filter)
  local spans, message
  if filter.versions then
    spans, message = codes_.resolve(cube.data, filter.versions)
    if not spans then
      return ("%s: %s"):format(name, message)
    end
  end
  if name == "region" and cube.chosen.region then
    return ("the cube is of region '%s' already"):format(cube.chosen.region)
  end
  local members <const> = spans and product.all_codes(spans) or filter.members
  if filter.product then
    message = narrow_product(cube, filter.product)
  else
    message = narrow_members(cube, name, members)
  end
  if message or not spans then
    cube.filters[#cube.filters + 1] = {
      text = filter.text, params = filter.params,
    }
    return message
  end
  local text <const>, params <const> = codes_.filter(spans)
  cube.filters[#cube.filters + 1] = { text = text, params = params }
  cube.hs_spans = codes_.intersect(cube.hs_spans, spans)
  cube.hs_codes = product.all_codes(cube.hs_spans)
  return #cube.hs_codes == 0 and "none of the HS codes are left" or nil
end

--- Narrows the cube: `cube:slice { product = "wire_cable", partner = "Mexico" }`. Axes are
--- `product`, `flow`, `region` and the dimensions (`hs partner province mode`); a value is a name, a
--- code, a row of `top`, or a list of them. Slices of slices select what is in both.
---
---     local mexico = ingot.cube(customs):slice { product = "wire_cable", partner = "Mexico" }
---
---@param cube ingot.Cube
---@param selection table<string, string|ingot.Row|(string|ingot.Row)[]>
---@return ingot.Cube
function M.slice(cube, selection)
  if type(selection) ~= "table" then
    error(('slice: a table expected, as { product = "wire_cable" }, got %s'):format(
      type(selection)), 2)
  end
  local names <const> = {}
  for name in pairs(selection) do
    names[#names + 1] = name
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  local narrowed <const> = setmetatable(copy(cube), getmetatable(cube))
  narrowed.filters, narrowed.chosen = { table.unpack(cube.filters) }, copy(cube.chosen)
  narrowed.cells, narrowed.covered, narrowed.rankings = {}, {}, {}
  narrowed.sourced = {}
  narrowed.headings = selection.hs == nil and cube.headings or nil
  for _, name in ipairs(names) do
    local filter <const> = axes.filter(name, selection[name], cube.data)
    local problem <const> = narrow(narrowed, name, filter) or regions.nothing_left(narrowed.chosen)
    if problem then
      error("slice: " .. problem, 2)
    end
  end
  return narrowed
end

--- Whether this cube was sliced from another one, or is that cube.
---@param cube ingot.Cube
---@param other ingot.Cube
---@return boolean
function M.lies_in(cube, other)
  local own <const> = {}
  for _, filter in ipairs(cube.filters) do
    own[filter] = true
  end
  for _, filter in ipairs(other.filters) do
    if not own[filter] then
      return false
    end
  end
  return cube.data == other.data
end

-- The rows of a table that are in the slice and count for a metric.
local function narrowed(query, cube, definition)
  for _, filter in ipairs(cube.filters) do
    query = query:where(filter.text, filter.params)
  end
  return definition.where and query:where(definition.where) or query
end

--- The rows of the slice that count for a metric. A condition on months comes before all others:
--- blocks of rows that lie beyond them are passed over whole.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param months? string  a condition
---@param params? table<string, any>
---@return ingot.Query
function M.query(cube, definition, months, params)
  return narrowed(cube.data:where(months or "true", params), cube, definition)
end

--- None of these rows, with what the data cover of them: filters narrow coverage by themselves.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return ingot.Query
function M.covering(cube, definition)
  return narrowed(cube.covering, cube, definition)
end

--- None of these rows, with those of some cells (of files, flows, codes) that speak for them.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param cells ingot.Table
---@return ingot.Query
function M.speaking(cube, definition, cells)
  local query <const> = narrowed(native.with(cube.covering, { coverage = cells }), cube, definition)
  -- Codes that change over time are asked by month, of which these cells do not speak.
  return cube.hs_codes and query:where("hs in $codes", { codes = cube.hs_codes }) or query
end

--- The same within a period.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return ingot.Query
function M.rows_in(cube, definition, within)
  return M.query(cube, definition, "month >= $from and month <= $to", {
    from = tostring(period.from_month(within.from)), to = tostring(period.from_month(within.to)),
  })
end

--- What the slice, the metric's own condition and that of the query behind the cube select, for
--- claims: axis → value, and `filter`, a condition.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@return table<string, string>
function M.selection(cube, definition)
  local asked <const> = beside.of(cube, definition)
  local where <const> = definition.from and { from = definition.from } or copy(cube.chosen)
  local own = definition.where
  local flow <const> = definition.flow
  if flow and not definition.from and (where.flow or flow) == flow then
    where.flow, own = flow, nil
  end
  where.filter = filter_.all(asked.filter, own)
  return where
end

--- "a cube of flow = export, product = wire_cable"
---@param cube ingot.Cube
---@return string
function M.text(cube)
  local parts <const> = {}
  for i, name in ipairs(suggest.names(cube.chosen)) do
    parts[i] = ("%s = %s"):format(name, cube.chosen[name])
  end
  return #parts == 0 and "a cube" or "a cube of " .. table.concat(parts, ", ")
end

return M
