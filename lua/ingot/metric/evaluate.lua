--- A formula over named numbers, evaluated by the host: what derived metrics, and claims recomputed
--- from their operands, have in common. Decimals stay exact where the language keeps them so.

local native <const> = require "ingot.native"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.NamedNumbers  a column of numbers under the name that a formula has for them
---@field name string
---@field unit? string
---@field values table<integer, ingot.Number>  may have holes: missing

local function column_of(named, n)
  local values <const>, kind = {}, "decimal"
  for row = 1, n do
    kind = named.values[row] and named.values[row].real and "real" or kind
  end
  for row = 1, n do
    local value <const> = named.values[row]
    values[row] = value and (kind == "real" and number.float(value) or number.text(value))
  end
  return { name = named.name, type = kind, unit = named.unit, values = values }
end

--- What a formula gives for each of n rows. What is wrong with it is raised as the host says it.
---@param formula string
---@param named ingot.NamedNumbers[]
---@param n integer
---@return table<integer, ingot.Number> values  without a value where the formula gives none
---@return string? unit  where the formula keeps one
---@return string type   of the values, as a table has it
function M.rows(formula, named, n)
  local columns <const> = {}
  for i, one in ipairs(named) do
    columns[i] = column_of(one, n)
  end
  local result <const> = native.table(columns, n):derive { { "=", formula } }:select("="):collect()
  local column <const>, values <const> = result:schema()[1], {}
  local is_number <const> = column.type == "real" or column.type:find "^decimal"
  for row = 1, is_number and n or 0 do
    local units <const>, scale <const> = result:exact(row, "=")
    values[row] = units and (scale and number.exact(units, scale) or number.real(units))
  end
  return values, column.unit, column.type
end

--- What the formula of a claim gives for its operands, each by its role or else its name; nil when it
--- is no formula, or is over more than these. What stands behind a comma is for readers ("…, cut to 2
--- decimals so that the parts add up").
---@param claim { formula: string, operands: { of: string?, name: string, value: string? }[] }  of a
---   claims file
---@return ingot.Number?
function M.over_operands(claim)
  local formula <const> = claim.formula:gsub(", .*$", "")
  if not pcall(native.formula, formula) then
    return nil
  end
  local named <const> = {}
  for i, operand in ipairs(claim.operands) do
    local value <const> = operand.value and number.parse(operand.value)
    named[i] = { name = operand.of or operand.name, values = { value } }
  end
  local fine, values = pcall(M.rows, formula, named, 1)
  if fine and values[1] then
    return values[1]
  end
  for _, one in ipairs(named) do -- decimals of doubles may have more digits than exact sums hold
    one.values[1] = one.values[1] and number.real(number.float(one.values[1]))
  end
  fine, values = pcall(M.rows, formula, named, 1)
  return fine and values[1] or nil
end

return M
