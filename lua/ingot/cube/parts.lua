--- Levels of a metric for every member of a dimension in several periods: those that claims have,
--- read in as few passes over the rows as there can be.

local dimension <const> = require "ingot.dimension"

---@class ingot.Parts
---@field codes string[]       members with rows in any of the periods, in order; all regions, unless roles are said
---@field cells table<string, table<string, ingot.Cell>>  role of a period → code → cell
---@field whole table<string, ingot.Cell>  role of a period → the cube's own level
---@field below_zero table<string, boolean>  role of a period → whether the level of a member is
---@field periods table<string, ingot.Period>  role → period
---@field rest? string         of a breakdown by regions: the code of its rest

local M = {}

-- The regions that a breakdown names, in order.
local function regions_of(cube)
  local codes <const> = { table.unpack(cube.regions.codes) }
  table.sort(codes)
  return codes
end

-- The members that have rows in one of the periods.
local function codes_of(cube, definition, axis, periods)
  local codes <const>, seen <const> = {}, {}
  for _, within in ipairs(periods) do
    for _, code in ipairs(cube:members(definition, within, axis)) do
      codes[#codes + 1] = not seen[code] and code or nil
      seen[code] = true
    end
  end
  table.sort(codes)
  return codes
end

-- What a function gives for a key, asked once.
local function once(of)
  return setmetatable({}, { __index = function(kept, key)
    local value <const> = of(key)
    kept[key] = value
    return value
  end })
end

--- The levels of all members of a dimension in several periods.
---@param breakdown ingot.Breakdown
---@param definition ingot.Metric
---@param periods table<string, ingot.Period>  role → period
---@param roles? string[]  of the periods that members have rows in; default: any, and all regions
---@return ingot.Parts
function M.find(breakdown, definition, periods, roles)
  local cube <const>, name <const> = breakdown.cube, breakdown.dimension
  local axis <const>, list <const>, among <const> = dimension.get(name), {}, {}
  for _, within in pairs(periods) do
    list[#list + 1] = within
  end
  for i, role in ipairs(roles or {}) do
    among[i] = periods[role]
  end
  cube:prepare(definition, axis, list)
  local cells <const> = {}
  for role, within in pairs(periods) do
    cells[role] = once(function(code)
      return cube:cell(definition, within, { dimension = name, code = code })
    end)
  end
  return {
    codes = name == "region" and not roles and regions_of(cube)
      or codes_of(cube, definition, axis, roles and among or list), cells = cells, periods = periods,
    whole = once(function(role) return cube:cell(definition, periods[role]) end),
    below_zero = once(function(role)
      return cube:ranking(definition, periods[role], name).below_zero or false
    end),
    rest = name == "region" and cube.regions.rest or nil,
  }
end

return M
