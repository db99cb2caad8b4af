--- Why a level is unknown, in words: what the data cover instead.

local coverage <const> = require "ingot.coverage"
local period <const> = require "ingot.period"
local suggest <const> = require "ingot.suggest"

local M = {}

-- What a column holds, or nil where it is not one of texts.
local function values_of(data, column)
  local values <const> = {}
  for row in data:by(column):agg { { "rows", "count()" } }:sort(column):rows() do
    local value <const> = row[column]
    if value ~= nil and type(value) ~= "string" then
      return nil
    end
    values[#values + 1] = value
  end
  return values
end

-- ": unknown series 'lme_csh' (did you mean 'lme_cash'?)": what a condition compares a column with, of
-- which the column has nothing; "" where there is none.
local function misspelt(data, where)
  for column, quote, text in (where or ""):gmatch "([%a_][%w_]*)%s*==%s*(['\"])(.-)%2" do
    local values <const> = values_of(data, column) or { text }
    local known <const> = {}
    for _, value in ipairs(values) do
      known[value] = true
    end
    if quote and not known[text] then
      return ": " .. suggest.unknown(column, "values of " .. column, text, values)
    end
  end
  return ""
end

--- "the data cover 2023-01 to 2025-12"
---@param data ingot.Table
---@param map ingot.CoverageMap  what it covers of what was asked for
---@param within ingot.Period    that was asked for
---@param where? string          a metric's condition on a table beside the cube: what is misspelt is named
---@return string
function M.uncovered(data, map, within, where)
  local year <const> = map:splits(within)
  if year and map:covers(period.joint(year)) then
    return ("January and February %d are released together"):format(year)
  end
  if next(map.covered) then
    return "the data cover " .. coverage.runs(map.covered)
  end
  return data:coverage() and "the data cover no month of it" .. misspelt(data, where)
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
