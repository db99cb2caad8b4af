--- The values of monthly series behind a claim on an index: what the files give for them today.

local number <const> = require "ingot.number"
local operands_ <const> = require "ingot.command.why.operands"

local M = {}

--- Whether an operand is the value of a series in a month, or a figure that an index came to on the
--- way.
---@param operand table
---@return boolean
function M.is_one(operand)
  return operand.where.series ~= nil or operand.where.index ~= nil or operand.where.lights ~= nil
end

-- Rows of a series in a month, among the tables that have series.
local function rows_of(tables, name, month)
  local found <const> = {}
  for _, one in pairs(tables) do
    local present <const> = {}
    for _, column in ipairs(one.data:schema()) do
      present[column.name] = true
    end
    if present.series and present.month and present.value then
      for row in one.data:where("series == $name", { name = name }):rows() do
        found[#found + 1] = tostring(row.month) == month and row or nil
      end
    end
  end
  return found
end

-- What was not in a file but came of it, by the flag of a value.
local flags <const> = {
  projected = ", projected", imputed = ", imputed", computed = ", as the script computed it",
}

--- How many rows an operand rests on, and what they give beside what it was.
---@param tables table<string, ingot.WhyTable>
---@param operand table
---@return integer? rows  nil when it is no row of a file
---@return string verdict
function M.check(tables, operand)
  if operand.where.index then
    return nil, ", as the run computed it from all months"
  elseif operand.where.lights then
    return nil, ", as the lights are defined"
  elseif operand.where.flag then
    return nil, flags[operand.where.flag] or ", " .. operand.where.flag
  end
  local found <const> = rows_of(tables, operand.where.series, operand.period)
  if #found == 0 then
    return 0, ", which the data do not have"
  end
  local value <const> = operand.value and number.parse(operand.value)
  local again <const> = found[#found].value
  if value and again and number.float(value) == again + 0.0 then
    return #found, ", the same read again"
  end
  return #found, ", but the data give " .. operands_.shown(again and number.text(number.from(again)),
    operand.unit)
end

return M
