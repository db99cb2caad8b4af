--- Data moved a little: while a disturbance is on, every cube is made of rows in which some figures
--- are greater or smaller by a factor. All that is asked of the cube follows from these rows: totals,
--- shares, ranks, whatever the dimension.

local native <const> = require "ingot.native"

local M = {}

---@class ingot.Disturbance
---@field conditions { text: string, params: table? }[]  the rows that move, as they all have it
---@field columns table<string, true>  what moves in them
---@field factor string  as "1.005"

local HIT <const> = "disturbed"

local active = nil

--- Calls a function while a disturbance is on.
---@param disturbance ingot.Disturbance
---@param fn function
---@return any
function M.during(disturbance, fn)
  active = disturbance
  local worked <const>, value <const> = pcall(fn)
  active = nil
  if not worked then
    error(value, 0)
  end
  return value
end

local function types_of(data)
  local types <const>, names <const> = {}, {}
  for i, column in ipairs(data:schema()) do
    types[column.name], names[i] = column.type, column.name
  end
  return types, names
end

local function has_columns(types, text)
  for _, name in ipairs(native.formula(text):columns()) do
    if not types[name] then
      return false
    end
  end
  return true
end

-- What moves of a table; nil when it has none of it. A table of series is not of trade.
local function moving(types)
  local names <const> = {}
  for name in pairs(active.columns) do
    local kind <const> = types[name] or ""
    names[#names + 1] = (kind == "real" or kind:find "^decimal") and name or nil
  end
  table.sort(names)
  return #names > 0 and types.month and not types.series and names or nil
end

-- Two places more than the column has: decimals stay exact decimals, and their sums still fit.
local function moved(name, kind)
  local places <const> = tonumber(kind:match "^decimal%((%d+)%)")
  local product = ("%s * %s"):format(name, active.factor)
  if places then
    product = ("round(%s, %d)"):format(product, places + 2)
  end
  return ("if_else(coalesce(%s, false), %s, %s)"):format(HIT, product, name)
end

--- A table as the disturbance that is on leaves it; the same when none is, or none of its rows move.
---@param data ingot.Table
---@return ingot.Table
function M.applied(data)
  if not active then
    return data
  end
  local types <const>, order <const> = types_of(data)
  local columns <const> = moving(types)
  if not columns then
    return data
  end
  local query, hit = data, "true"
  for _, condition in ipairs(active.conditions) do
    if not has_columns(types, condition.text) then
      return data
    end
    query = query:derive({ { HIT, ("%s and (%s)"):format(hit, condition.text) } }, condition.params)
    hit = HIT
  end
  local terms <const> = {}
  for i, name in ipairs(columns) do
    terms[i] = { name, moved(name, types[name]) }
  end
  return native.with(query:derive(terms):select(order):collect(), {
    coverage = data:coverage() or false, rejects = data:rejects() or false,
    warnings = data:warnings() or false,
  })
end

return M
