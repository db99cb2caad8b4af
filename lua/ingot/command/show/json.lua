--- What `ingot show --json` prints: the facts, the rejects when asked for, and the first rows; keys
--- always in one order.

local columns <const> = require "ingot.columns"
local native <const> = require "ingot.native"

local M = {}

local function ordered(order, fields)
  return setmetatable(fields, { __order = order })
end

local function array(list)
  return setmetatable(list, { __array = true })
end

-- Copies, whose keys stand in an order.
local function all_ordered(order, list)
  local copies <const> = {}
  for i, entry in ipairs(list) do
    copies[i] = ordered(order, {})
    for _, key in ipairs(order) do
      local value <const> = entry[key]
      copies[i][key] = type(value) == "table" and array(value) or value
    end
  end
  return array(copies)
end

-- The rows of a table, as objects; months as text.
local function records(data)
  local names <const>, list <const> = columns.names(data), {}
  for row in data:rows() do
    for name, value in pairs(row) do
      row[name] = type(value) == "table" and tostring(value) or value
    end
    list[#list + 1] = ordered(names, row)
  end
  return array(list)
end

local orders <const> = {
  facts = {
    "files", "rows", "profile", "flow", "detected", "columns", "coverage", "warnings", "rejected",
    "kinds", "rejects", "head",
  },
  files = { "path", "rows", "packing", "without" },
  detected = { "file", "what", "value", "given", "why" },
  columns = { "name", "type", "unit", "missing", "distinct", "min", "max", "source" },
  coverage = { "flow", "codes", "from", "to", "complete" },
  warnings = { "file", "message" },
  kinds = { "kind", "count" },
  rejects = { "file", "line", "column", "kind", "value", "reason", "record" },
}

--- The facts as JSON text that ends with a line break.
---@param facts ingot.ShownFacts
---@param head ingot.Table  the first rows
---@param with_rejects? boolean
---@return string
function M.of(facts, head, with_rejects)
  local told <const> = ordered(orders.facts, { head = records(head) })
  for _, key in ipairs(orders.facts) do
    local value <const> = facts[key]
    told[key] = told[key] or type(value) == "table" and all_ordered(orders[key], value) or value
  end
  if not with_rejects then
    told.rejects = nil
  end
  return native.json_encode(told, 2) .. "\n"
end

return M
