--- Definitions of metrics as a claims file keeps them: what it takes to compute a rank, a run or a
--- derived level once more, whatever the metrics are defined as then. A Lua function cannot be kept;
--- the file says where it was written.

local adds <const> = require "ingot.metric.adds"
local metric <const> = require "ingot.metric"
local native <const> = require "ingot.native"

local M = {}

local order <const> = { "formula", "function", "where", "from", "unit", "adds" }

-- Adds a metric and all it is made of.
local function add(records, definition)
  if records[definition.name] then
    return
  end
  records[definition.name] = setmetatable({
    formula = definition.formula, ["function"] = definition.fn_text, where = definition.where,
    from = definition.from, unit = definition.unit,
    adds = setmetatable(adds.list(definition), { __array = true }),
  }, { __order = order })
  for _, name in ipairs(definition.terms or {}) do
    add(records, metric.find(name))
  end
end

--- The definitions behind claims: of each as it was asked, and of those that only operands name.
---@param claims ingot.Claim[]
---@return table<string, table> records  name → definition
function M.of(claims)
  local records <const> = {}
  local function add_named(name)
    local definition <const> = metric.find(name)
    if definition then
      add(records, definition)
    end
  end
  for _, claim in ipairs(claims) do
    local place <const> = rawget(claim, "place")
    if place then
      add(records, place.metric)
    end
  end
  for _, claim in ipairs(claims) do
    add_named(claim.metric)
    for _, operand in ipairs(claim.operands) do
      add_named(operand.name or operand.metric)
    end
  end
  return records
end

-- The metrics that the formula of a record is over.
local function terms_of(record)
  local fine <const>, formula <const> = pcall(native.formula, record.formula)
  return fine and #formula:aggregates() == 0 and formula:columns() or {}
end

--- The Lua function that a metric of a claims file is or rests on, as it is called there, or nil.
---@param records table<string, table>
---@param name? string
---@param seen? table<string, boolean>  names asked already
---@return string?
function M.function_behind(records, name, seen)
  seen = seen or {}
  local record <const> = name and not seen[name] and records[name]
  if not record then
    return nil
  end
  seen[name] = true
  local behind = record["function"]
  for _, term in ipairs(terms_of(record)) do
    behind = behind or M.function_behind(records, term, seen)
  end
  return behind
end

-- Defines a metric of a claims file, after those it is made of.
local function restore(records, definitions, name)
  local record <const> = records[name]
  if not record or definitions[name] ~= nil then
    return
  end
  definitions[name] = false
  for _, term in ipairs(terms_of(record)) do
    restore(records, definitions, term)
  end
  local defined <const>, definition <const> = pcall(metric.define(name), {
    formula = record.formula, where = record.where, from = record.from, unit = record.unit,
    adds = record.adds,
  })
  definitions[name] = defined and definition
end

--- Defines the metrics of a claims file as the run had them; Lua functions are left out.
---@param records table<string, table>
---@return table<string, ingot.Metric|false> definitions  false for what cannot be had again
function M.restore(records)
  local definitions <const> = {}
  for name, record in pairs(records) do
    if record["function"] then
      definitions[name] = false
    end
  end
  for name in pairs(records) do
    restore(records, definitions, name)
  end
  return definitions
end

return M
