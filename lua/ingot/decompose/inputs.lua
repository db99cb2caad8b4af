--- Numbers or claims as the inputs of one figure: their exact values, and themselves as operands.

local claim <const> = require "ingot.claim"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local place <const> = require "ingot.measure.place"
local rational <const> = require "ingot.rational"

local M = {}

---@alias ingot.Input ingot.Claim|ingot.Number|number|string  a claim, or 1903, or "6.7289"

---@class ingot.Inputs
---@field values table<string, ingot.Rational>
---@field operands ingot.Operand[]
---@field period ingot.Period
---@field sources ingot.Source[]
---@field rows integer
---@field reason? string  why one of them is unknown

-- A number in either form; nil when it is none.
local function number_of(value)
  if number.is(value) then
    return value
  end
  local kind <const> = type(value)
  if kind == "number" and value - value == 0 then
    return number.from(value)
  end
  return kind == "string" and number.parse(value) or nil
end

local function of_claim(inputs, name, value, unit)
  if value.unit ~= unit then
    return ("%s is in %s, %s expected"):format(name, value.unit == "" and "no unit" or value.unit,
      unit == "" and "no unit" or unit)
  elseif value.period ~= inputs.period then
    return ("%s is of %s, not of %s"):format(name, value.period, inputs.period)
  end
  local operand <const> = place.operand(value, name)
  inputs.operands[#inputs.operands + 1] = operand
  inputs.rows = inputs.rows + (value.rows or 0)
  for _, source in ipairs(value.sources or {}) do
    local key <const> = table.concat({
      source.path, source.table or "", source.filter or "", source.rows,
    }, "\0")
    inputs.seen[key] = inputs.seen[key] or source
  end
  if value.value then
    inputs.values[name] = rational.from(value.value)
  else
    inputs.reason = inputs.reason or ("%s is unknown: %s"):format(name, value.reason or value.state)
  end
end

local function of_number(inputs, name, value, unit)
  local exact <const> = number_of(value)
  if not exact then
    return ("%s: a number or a claim expected, got %s"):format(name,
      type(value) == "string" and "'" .. value .. "'" or tostring(value))
  end
  inputs.values[name] = rational.from(exact)
  inputs.operands[#inputs.operands + 1] = {
    name = name, where = {}, period = inputs.period, value = exact, unit = unit,
  }
end

--- Reads them in the order of `names`; what is absent is left out.
---@param given table<string, ingot.Input>
---@param names { [1]: string, [2]: string }[]  each with its unit
---@param within ingot.Period
---@return ingot.Inputs?
---@return string? message  a mistake of the caller
function M.read(given, names, within)
  local inputs <const> = {
    values = {}, operands = {}, period = within, sources = {}, rows = 0, seen = {},
  }
  for _, pair in ipairs(names) do
    local name <const>, unit <const> = pair[1], pair[2]
    local value <const> = given[name]
    if value ~= nil then
      local read <const> = claim.is(value) and of_claim or of_number
      local message <const> = read(inputs, name, value, unit)
      if message then
        return nil, message
      end
    end
  end
  for _, source in pairs(inputs.seen) do
    inputs.sources[#inputs.sources + 1] = source
  end
  table.sort(inputs.sources, function(a, b)
    return a.path < b.path or a.path == b.path and (a.table or "") < (b.table or "")
  end)
  return inputs
end

--- The period of the first claim among values, or nil.
---@param given table<string, any>
---@param names { [1]: string, [2]: string }[]
---@return ingot.Period?
function M.period_of(given, names)
  for _, pair in ipairs(names) do
    if claim.is(given[pair[1]]) then
      return given[pair[1]].period
    end
  end
end

--- A claim of a figure made of inputs. Its value is as exact as they are.
---@param inputs ingot.Inputs
---@param fields table  kind, metric, unit, display, formula; value as an ingot.Rational
---@return ingot.Claim
function M.claim(inputs, fields)
  local value <const> = not inputs.reason and fields.value or nil
  fields.value = value and M.exact(value)
  fields.state = not value and "unknown" or value:signum() == 0 and "zero" or "value"
  fields.reason, fields.where, fields.rows = inputs.reason, fields.where or {}, inputs.rows
  fields.operands, fields.period, fields.sources = inputs.operands, inputs.period, inputs.sources
  return claim.new(fields)
end

local MOST_DECIMALS <const> = 12

--- The exact decimal of a fraction that has one of up to 12 decimals, else the nearest double.
---@param value ingot.Rational
---@return ingot.Number
function M.exact(value)
  local ok <const>, cut <const> = pcall(value.round, value, MOST_DECIMALS)
  if ok and rational.from(cut) == value then
    return number.parse(number.text(cut))
  end
  return number.real(value:float())
end

--- Whether a value is a period's text or a period; gives it.
---@param value any
---@return ingot.Period?
function M.period(value)
  if period.is(value) then
    return value
  end
  return type(value) == "string" and period.parse(value) or nil
end

return M
