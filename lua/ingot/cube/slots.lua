--- Several periods in one pass over the rows: those that do not overlap, each a slot of its own.

local period <const> = require "ingot.period"

local M = {}

--- Periods in sets within which none overlaps another; each period once.
---@param periods ingot.Period[]
---@return ingot.Period[][]
function M.disjoint(periods)
  local distinct <const>, seen <const>, sets <const> = {}, {}, {}
  for _, within in ipairs(periods) do
    if not seen[within] then
      seen[within] = true
      distinct[#distinct + 1] = within
    end
  end
  table.sort(distinct)
  for _, within in ipairs(distinct) do
    local i = 1
    while sets[i] and sets[i][#sets[i]].to >= within.from do
      i = i + 1
    end
    sets[i] = sets[i] or {}
    table.insert(sets[i], within)
  end
  return sets
end

--- A condition that a month is in one of the periods of a set, a formula that says in which, and the
--- values of both.
---@param set ingot.Period[]  in order, none overlapping another
---@return string condition
---@return table params
---@return string slot
---@return table ends
function M.of(set)
  local conditions <const>, params <const>, slot = {}, {}, tostring(#set)
  for i, within in ipairs(set) do
    conditions[i] = ("month >= $from_%d and month <= $to_%d"):format(i, i)
    if within.from == within.to then
      conditions[i] = "month == $to_" .. i
    else
      params["from_" .. i] = tostring(period.from_month(within.from))
    end
    params["to_" .. i] = tostring(period.from_month(within.to))
  end
  for i = #set - 1, 1, -1 do
    slot = ("if_else(month <= $to_%d, %d, %s)"):format(i, i, slot)
  end
  local ends <const> = {}
  for i = 1, #set - 1 do
    ends["to_" .. i] = params["to_" .. i]
  end
  return table.concat(conditions, " or "), params, slot, ends
end

return M
