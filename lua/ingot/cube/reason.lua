--- Why a level is unknown, in words: what the data cover instead.

local coverage <const> = require "ingot.coverage"

local M = {}

--- "the data cover 2023-01 to 2025-12"
---@param data ingot.Table
---@param map ingot.CoverageMap  what it covers of what was asked for
---@return string
function M.uncovered(data, map)
  if next(map.covered) then
    return "the data cover " .. coverage.runs(map.covered)
  end
  return data:coverage() and "the data cover no month of it"
    or "nothing says what the data cover; say it with covers = …"
end

--- "there was no trade in 2025-03"
---@param within ingot.Period
---@param rows integer  that the period has
---@return string
function M.valueless(within, rows)
  return rows == 0 and ("there was no trade in %s"):format(within)
    or ("the rows of %s give no value"):format(within)
end

return M
