-- What a claim would have to be for others to hold. A level is a sum of quantities, whose ends the
-- solver gives. A rate or share is a ratio: with all rows times an unknown factor, and its base held
-- at one, it is a sum as well (Charnes and Cooper, 1962).

local native <const> = require "ingot.native"

local M = {}

local FACTOR <const> = "factor"

-- One side of a row, times the factor: Σ − end × factor against zero.
local function scaled_side(solver, sum, factor, bound, side)
  local copy <const> = { [factor] = bound.at:sub(1, 1) == "-" and bound.at:sub(2) or "-" .. bound.at }
  for variable, coefficient in pairs(sum) do
    copy[variable] = coefficient
  end
  local ends <const> = { [side] = { at = "0" } } -- the closure: its ends are the same
  solver:row(copy, ends.low, ends.high)
end

--- Between which ends value / base lies, or (value − less) / base, under rows; nil where there is no end.
---@param rows ingot.check.Row[]   that can hold
---@param value string   key
---@param base string?   key; nil: the value itself
---@param less string?   key
---@return ingot.LinearEnd? low
---@return ingot.LinearEnd? high
function M.of(rows, value, base, less)
  local solver <const>, variables <const> = native.linear(), {}
  local function variable(key)
    variables[key] = variables[key] or solver:variable()
    return variables[key]
  end
  local factor <const> = variable(FACTOR)
  solver:row({ [factor] = 1 }, { at = "0" })
  for _, row in ipairs(rows) do
    local sum <const> = {}
    for key, coefficient in pairs(row.sum) do
      sum[variable(key)] = coefficient
    end
    for _, side in ipairs { "low", "high" } do
      if row[side] then
        scaled_side(solver, sum, factor, row[side], side)
      end
    end
  end
  local one <const> = { at = "1" }
  solver:row({ [variable(base or FACTOR)] = 1 }, one, one)
  if not solver:check() then
    return nil
  end
  local sum <const> = { [variable(value)] = 1 }
  if less then
    sum[variable(less)] = -1
  end
  return solver:range(sum)
end

return M
