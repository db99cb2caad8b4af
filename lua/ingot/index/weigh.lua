--- The weighted sum of a month over the components that have a value, with their weights made to
--- add up to one.

local step <const> = require "ingot.index.step"

local M = {}

---@class ingot.IndexParts
---@field parts table<integer, number|false>[]  by component, by month
---@field sums table<integer, number>           by month: what the parts add up to
---@field weights table<integer, number>        by month: the sum of the weights present

--- Σ w_i s_i / Σ w_i of every month of the frame, and its parts w_i s_i / Σ w_i.
---@param frame ingot.IndexFrame
---@param values (number|false)[][]  s, by component and month; false is left out
---@param weights? number[]          the components' own when left out
---@return ingot.IndexParts
function M.months(frame, values, weights)
  local items <const>, first <const>, last <const> = frame.items, frame.first, frame.last
  local parts <const>, sums <const>, wholes <const> = {}, {}, {}
  local own <const> = {}
  for i, item in ipairs(items) do
    parts[i], own[i] = {}, weights and weights[i] or item.weight
  end
  local column <const>, count <const> = {}, #items
  for t = first, last do
    local whole = 0.0
    for i = 1, count do
      whole = values[i][t] and whole + own[i] or whole
    end
    for i = 1, count do
      local x <const> = values[i][t]
      local part <const> = x and own[i] * x / whole
      parts[i][t], column[i] = part, part
    end
    sums[t], wholes[t] = step.sum(column, 1, count), whole
  end
  return { parts = parts, sums = sums, weights = wholes }
end

--- Everything times a factor.
---@param parts ingot.IndexParts
---@param factor number
---@return ingot.IndexParts  the same
function M.scale(parts, factor)
  for i = 1, #parts.parts do
    local list <const> = parts.parts[i]
    for t, x in pairs(list) do
      list[t] = x and x * factor
    end
  end
  for t, x in pairs(parts.sums) do
    parts.sums[t] = x * factor
  end
  return parts
end

--- The means of two lists over the months that both have.
---@param ours table<integer, number>
---@param from integer    month 0 of ours, as a calendar month
---@param theirs ingot.IndexReference
---@param mean fun(list: number[]): number
---@return number? ours nil when they have no month together
---@return number? theirs
function M.common(ours, from, theirs, mean)
  local a <const>, b <const> = {}, {}
  for month = theirs.first, theirs.last do
    local x <const> = ours[month - from]
    if x then
      a[#a + 1], b[#b + 1] = x, theirs.growth[month]
    end
  end
  if #a == 0 then
    return nil
  end
  return mean(a), mean(b)
end

return M
