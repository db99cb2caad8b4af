--- The weighted sum of a month over the components that have a value, with their weights made to
--- add up to one.

local M = {}

---@class ingot.IndexParts
---@field parts table<integer, number|false>[]  by component, by month
---@field sums table<integer, number>           by month: what the parts add up to
---@field weights table<integer, number>        by month: the sum of the weights present

local function own_weights(frame, weights)
  local own <const> = {}
  for i, item in ipairs(frame.items) do
    own[i] = weights and weights[i] or item.weight
  end
  return own
end

-- The sum of the weights of the components that have a value, by month.
local function present(frame, values, own)
  local wholes <const> = {}
  for t = frame.first, frame.last do
    wholes[t] = 0.0
  end
  for i = 1, #own do
    local list <const>, weight <const> = values[i], own[i]
    for t = frame.first, frame.last do
      if list[t] then
        wholes[t] = wholes[t] + weight
      end
    end
  end
  return wholes
end

--- Σ w_i s_i / Σ w_i of every month of the frame, and its parts w_i s_i / Σ w_i. The sums lose nothing
--- to rounding on the way (Neumaier 1974).
---@param frame ingot.IndexFrame
---@param values (number|false)[][]  s, by component and month; false is left out
---@param weights? number[]          the components' own when left out
---@param divisors? table<integer, number>  by month, instead of Σ w_i
---@return ingot.IndexParts
function M.months(frame, values, weights, divisors)
  local first <const>, last <const> = frame.first, frame.last
  local own <const> = own_weights(frame, weights)
  local wholes <const>, parts <const> = divisors or present(frame, values, own), {}
  local sums <const>, lost <const> = {}, {}
  for t = first, last do
    sums[t], lost[t] = 0.0, 0.0
  end
  for i = 1, #own do
    local list <const>, weight <const>, row <const> = values[i], own[i], {}
    for t = first, last do
      local x <const> = list[t]
      if x then
        local part <const>, total <const> = weight * x / wholes[t], sums[t]
        local after <const> = total + part
        if (total < 0 and -total or total) >= (part < 0 and -part or part) then
          lost[t] = lost[t] + ((total - after) + part)
        else
          lost[t] = lost[t] + ((part - after) + total)
        end
        row[t], sums[t] = part, after
      else
        row[t] = false
      end
    end
    parts[i] = row
  end
  for t = first, last do
    sums[t] = sums[t] + lost[t]
  end
  return { parts = parts, sums = sums, weights = wholes }
end

--- Σ w_i s_i of every month.
---@param frame ingot.IndexFrame
---@param values (number|false)[][]  which components count: those that have a value
---@param others? (number|false)[][]  s, by component and month; `values` when left out
---@param lag? integer                months by which s is taken earlier
---@return table<integer, number>
function M.sums(frame, values, others, lag)
  others, lag = others or values, lag or 0
  local sums <const> = {}
  for t = frame.first, frame.last do
    sums[t] = 0.0
  end
  for i, item in ipairs(frame.items) do
    local list <const>, s <const>, weight <const> = values[i], others[i], item.weight
    for t = frame.first, frame.last do
      if list[t] then
        sums[t] = sums[t] + weight * s[t - lag]
      end
    end
  end
  return sums
end

--- Σ w_i s_i / Σ w_i of numbers of components, over those that have a value in each month; and Σ w_i.
---@param frame ingot.IndexFrame
---@param values (number|false)[][]
---@param sizes number[]  s, by component
---@return table<integer, number> means
---@return table<integer, number> weights
function M.means(frame, values, sizes)
  local own <const>, weighted <const> = own_weights(frame), {}
  for i, size in ipairs(sizes) do
    weighted[i] = own[i] * size
  end
  local wholes <const>, sums <const> = present(frame, values, own), present(frame, values, weighted)
  for t = frame.first, frame.last do
    sums[t] = sums[t] / wholes[t]
  end
  return sums, wholes
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
