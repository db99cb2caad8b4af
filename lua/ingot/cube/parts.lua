--- Levels of a metric for every member of a dimension in several periods, read in as few passes
--- over the rows as there can be: periods that do not overlap share one native pass.

local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local reason <const> = require "ingot.cube.reason"

---@class ingot.PartCell  the level of one member in one period
---@field state "value"|"zero"|"unknown"
---@field value? ingot.Number
---@field reason? string       why it is unknown
---@field rows integer         of the data behind it
---@field key? number          orders the cells of one period as their values do

---@class ingot.Parts
---@field codes string[]       members with a row in any of the periods, in order
---@field cells table<string, table<string, ingot.PartCell>>  role of a period → code → cell
---@field whole table<string, ingot.PartCell>  role of a period → the cube's own level
---@field periods table<string, ingot.Period>  role → period

local M = {}

--- Whether the levels of members add up to that of the cube.
---@param definition ingot.Metric
---@return boolean
function M.add_up(definition)
  local adds <const> = definition.adds
  if type(adds) ~= "table" then
    return adds == true
  end
  for key, value in pairs(adds) do
    if value == "regions" or key == "regions" and value then
      return true
    end
  end
  return false
end

-- The distinct periods of roles, in sets within which none overlaps another.
local function disjoint_sets(periods)
  local distinct <const>, seen <const>, sets <const> = {}, {}, {}
  for _, within in pairs(periods) do
    if not seen[within] then
      seen[within] = true
      distinct[#distinct + 1] = within
    end
  end
  table.sort(distinct)
  for _, within in ipairs(distinct) do
    local i = 1
    while sets[i] and sets[i][#sets[i]].to >= within.from do
      i = i + 1
    end
    sets[i] = sets[i] or {}
    table.insert(sets[i], within)
  end
  return sets
end

-- A condition that a month is in one of the periods, a formula that says in which, and the values
-- of both.
local function slots_of(set)
  local conditions <const>, params <const>, slot = {}, {}, tostring(#set)
  for i, within in ipairs(set) do
    conditions[i] = ("month >= $from_%d and month <= $to_%d"):format(i, i)
    if within.from == within.to then
      conditions[i] = "month == $to_" .. i
    else
      params["from_" .. i] = tostring(period.from_month(within.from))
    end
    params["to_" .. i] = tostring(period.from_month(within.to))
  end
  for i = #set - 1, 1, -1 do
    slot = ("if_else(month <= $to_%d, %d, %s)"):format(i, i, slot)
  end
  local ends <const> = {}
  for i = 1, #set - 1 do
    ends["to_" .. i] = params["to_" .. i]
  end
  return table.concat(conditions, " or "), params, slot, ends
end

local function number_at(data, row)
  local units <const>, scale <const> = data:exact(row, "value")
  if units == nil then
    return nil
  end
  return scale and number.exact(units, scale) or number.real(units), units
end

-- What the rows give in a set of periods: period → code → { value, key, rows }.
local function pass(cube, definition, axis, set)
  local condition <const>, params <const>, slot <const>, ends <const> = slots_of(set)
  local data <const> = cube:query(definition, condition, params)
    :derive({ { "period_slot", slot } }, ends):by(axis.key, "period_slot"):agg({
      { "value", definition.formula or definition.fn }, { "rows", "count()" },
    }):collect()
  local found <const> = {}
  for _, within in ipairs(set) do
    found[within] = {}
  end
  local slots <const> = data:column "period_slot"
  for row = 1, #data do
    local value <const>, key <const> = number_at(data, row)
    found[set[slots[row]]][data:text(row, axis.key) or ""] = {
      value = value, key = key, rows = (data:exact(row, "rows")),
    }
  end
  data:close()
  return found
end

-- A metric without a formula over columns, one made of others, is asked member by member.
local function asked(cube, definition, axis, set)
  local found <const> = {}
  for _, within in ipairs(set) do
    found[within] = {}
    for _, code in ipairs(cube:ranking(definition, within, axis.name).codes) do
      local cell <const> = cube:cell(definition, within, { dimension = axis.name, code = code })
      found[within][code] = {
        value = cell.value, key = cell.value and number.float(cell.value), rows = cell.rows,
      }
    end
  end
  return found
end

-- Found cells with their states; those of an uncovered period are all unknown, for one reason.
local function cell_of(found, definition, within, uncovered)
  if uncovered then
    return { state = "unknown", reason = uncovered, rows = 0 }
  elseif found and found.value then
    found.state = number.sign(found.value) == 0 and "zero" or "value"
    return found
  elseif definition.adds and not found then
    return { state = "zero", value = number.exact(0, 0), key = 0, rows = 0 }
  end
  local rows <const> = found and found.rows or 0
  return { state = "unknown", reason = reason.valueless(within, rows, 0), rows = rows }
end

-- The sum of the parts, when it is exact and there is one; else the rows are asked again.
local function whole_of(cube, definition, within, cells)
  if not M.add_up(definition) then
    return cube:cell(definition, within)
  end
  local total, rows = number.exact(0, 0), 0
  for _, cell in pairs(cells) do
    if not cell.value or cell.value.real then
      return cube:cell(definition, within)
    end
    total, rows = number.add(total, cell.value), rows + cell.rows
  end
  return { state = number.sign(total) == 0 and "zero" or "value", value = total, rows = rows }
end

--- The levels of all members of a dimension in several periods.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param axis ingot.Dimension
---@param periods table<string, ingot.Period>  role → period
---@return ingot.Parts
function M.find(cube, definition, axis, periods)
  local direct <const> = definition.fn or #definition.aggregates > 0
  local found <const>, is_member <const>, codes <const> = {}, {}, {}
  for _, set in ipairs(disjoint_sets(periods)) do
    for within, cells in pairs((direct and pass or asked)(cube, definition, axis, set)) do
      found[within] = cells
      for code in pairs(cells) do
        if not is_member[code] then
          is_member[code] = true
          codes[#codes + 1] = code
        end
      end
    end
  end
  table.sort(codes)
  local parts <const> = { codes = codes, cells = {}, whole = {}, periods = periods }
  for role, within in pairs(periods) do
    local covered <const> = cube:covers(definition, within)
    local uncovered <const> = not covered and cube:cell(definition, within).reason
    local cells <const> = {}
    for _, code in ipairs(codes) do
      cells[code] = cell_of(found[within][code], definition, within, uncovered)
    end
    setmetatable(cells, { __index = function() -- members of which there are no rows at all
      return cell_of(nil, definition, within, uncovered)
    end })
    parts.cells[role] = cells
    parts.whole[role] = uncovered and { state = "unknown", reason = uncovered, rows = 0 }
      or whole_of(cube, definition, within, cells)
  end
  return parts
end

return M
