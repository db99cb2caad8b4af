--- Members that dropped out: nothing in a period, after something in the one before.

local dimension <const> = require "ingot.dimension"
local table_ <const> = require "ingot.cube.table"

local M = {}

--- Rows by what they had in the period before, the largest first.
---@param breakdown ingot.Breakdown
---@param definition ingot.Metric
---@param within ingot.Period
---@param row_of function  makes the row of a code
---@return ingot.Row[]
function M.rows(breakdown, definition, within, row_of)
  local data <const> = table_.new(breakdown, { definition }, within, { "level", "before" })
  local codes <const> = data:column(dimension.get(breakdown.dimension).key)
  local now <const>, before <const> = data:column(definition.name), data:column "before"
  local found <const>, had <const> = {}, {}
  for i = 1, #codes do
    local code <const> = codes[i] or ""
    if now[i] == 0 and (before[i] or 0) > 0 then
      found[#found + 1], had[code] = code, before[i]
    end
  end
  table.sort(found, function(a, b)
    if had[a] ~= had[b] then
      return had[a] > had[b]
    end
    return a < b
  end)
  for i, code in ipairs(found) do
    found[i] = row_of(breakdown, definition, within, code)
  end
  return found
end

return M
