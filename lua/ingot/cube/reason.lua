--- Why a level is unknown, in words: what the data cover instead.

local coverage <const> = require "ingot.coverage"
local period <const> = require "ingot.period"

local M = {}

--- "the data cover 2023-01 to 2025-12"
---@param data ingot.Table
---@param map ingot.CoverageMap  what it covers of what was asked for
---@param within ingot.Period    that was asked for
---@return string
function M.uncovered(data, map, within)
  local year <const> = map:splits(within)
  if year and map:covers(period.joint(year)) then
    return ("January and February %d are released together"):format(year)
  end
  if next(map.covered) then
    return "the data cover " .. coverage.runs(map.covered)
  end
  return data:coverage() and "the data cover no month of it"
    or "nothing says what the data cover; say it with covers = …"
end

--- "there was no trade in 2025-03", "2 of 14 rows of 2025-03 have no value"
---@param within ingot.Period
---@param rows integer     that the period has
---@param missing integer  of these, with a cell missing that the metric sums
---@return string
function M.valueless(within, rows, missing)
  if missing > 0 and missing < rows then
    return ("%d of %d rows of %s have no value"):format(missing, rows, within)
  end
  return rows == 0 and ("there was no trade in %s"):format(within)
    or ("the rows of %s give no value"):format(within)
end

return M
