--- The steps that composite indices are made of, on plain lists: change, standardise, cumulate,
--- rebase. Lists run over months and hold false where there is no value. Methods
--- (`index/method/`) put steps together; a script may use them by themselves.

local M = {}

--- The sum of the numbers of a list, without losing what a running sum rounds off (Neumaier 1974),
--- and how many there are.
---@param list (number|false)[]
---@param first? integer
---@param last? integer
---@return number sum
---@return integer n
function M.sum(list, first, last)
  local total, lost, n = 0.0, 0.0, 0
  for i = first or 1, last or #list do
    local x <const> = list[i]
    if x then
      local after <const> = total + x
      if (total < 0 and -total or total) >= (x < 0 and -x or x) then
        lost = lost + ((total - after) + x)
      else
        lost = lost + ((x - after) + total)
      end
      total, n = after, n + 1
    end
  end
  return total + lost, n
end

--- Changes from one month to the next, false for the first and where a month lacks a value.
--- `symmetric`, in per cent: 200 (x_t − x_t−1) / (x_t + x_t−1), for which a rise and the fall that
--- undoes it have one size; its values lie above 0. `difference`: x_t − x_t−1, for rates and for
--- series that are not above 0. `level`: x_t itself, for spreads and diffusion indices.
---@type table<string, fun(values: (number|false)[]): (number|false)[]>
M.change = {}

function M.change.symmetric(values)
  local changes <const>, before = { false }, values[1]
  for t = 2, #values do
    local now <const> = values[t]
    changes[t] = now and before and 200 * (now - before) / (now + before) or false
    before = now
  end
  return changes
end

function M.change.difference(values)
  local changes <const>, before = { false }, values[1]
  for t = 2, #values do
    local now <const> = values[t]
    changes[t] = now and before and now - before or false
    before = now
  end
  return changes
end

function M.change.level(values)
  local changes <const> = { false }
  for t = 2, #values do
    changes[t] = values[t]
  end
  return changes
end

--- The mean of the absolute values: what the NBER divides changes by (Shiskin 1961).
---@param list (number|false)[]
---@param first? integer
---@param last? integer
---@return number
function M.mean_absolute(list, first, last)
  local sum, n = 0.0, 0
  for i = first or 1, last or #list do
    local x <const> = list[i]
    if x then
      sum, n = sum + (x < 0 and -x or x), n + 1
    end
  end
  return n > 0 and sum / n or 0.0
end

---@param list (number|false)[]
---@param first? integer
---@param last? integer
---@return number
function M.mean(list, first, last)
  local sum <const>, n <const> = M.sum(list, first, last)
  return n > 0 and sum / n or 0.0
end

--- The sample standard deviation (divisor n − 1), as The Conference Board takes it; 0 for fewer
--- than two values.
---@param list (number|false)[]
---@param first? integer
---@param last? integer
---@return number
function M.sd(list, first, last)
  local middle <const> = M.mean(list, first, last)
  local sum, n = 0.0, 0
  for i = first or 1, last or #list do
    local x <const> = list[i]
    if x then
      sum, n = sum + (x - middle) * (x - middle), n + 1
    end
  end
  return n > 1 and math.sqrt(sum / (n - 1)) or 0.0
end

--- The range between the quartiles, of type 7 of Hyndman and Fan (1996), as R and numpy take it.
---@param list (number|false)[]
---@param first? integer
---@param last? integer
---@return number
function M.iqr(list, first, last)
  local sorted <const> = {}
  for i = first or 1, last or #list do
    sorted[#sorted + 1] = list[i] or nil
  end
  table.sort(sorted)
  local function quartile(p)
    local at <const> = 1 + (#sorted - 1) * p
    local below <const> = math.floor(at)
    local x <const> = sorted[below]
    return x + (at - below) * ((sorted[below + 1] or x) - x)
  end
  return #sorted > 0 and quartile(0.75) - quartile(0.25) or 0.0
end

--- The mean of up to `window` values that end with each month; false where there is none.
---@param list (number|false)[]
---@param window integer
---@return (number|false)[]
function M.trailing_mean(list, window)
  local means <const>, sum, n = {}, 0.0, 0
  for t = 1, #list do
    local x <const>, old <const> = list[t], list[t - window]
    if x then
      sum, n = sum + x, n + 1
    end
    if old then
      sum, n = sum - old, n - 1
    end
    means[t] = n > 0 and sum / n
  end
  return means
end

---@class ingot.IndexChain  how growth becomes an index, and a part of the growth points of it
---@field next fun(before: number, growth: number): number
---@field points fun(before: number, growth: number): number  that a part of 1 is worth

--- `symmetric`: growth V in symmetric per cent, I_t = I_t−1 (200 + V) / (200 − V), so that a part v
--- of V is 2 v I_t−1 / (200 − V) points. `ratio`: growth in per cent. Parts add up to the change.
---@type table<string, ingot.IndexChain>
M.chain = {
  symmetric = {
    next = function(before, growth)
      return before * (200 + growth) / (200 - growth)
    end,
    points = function(before, growth)
      return 2 * before / (200 - growth)
    end,
  },
  ratio = {
    next = function(before, growth)
      return before * (1 + growth / 100)
    end,
    points = function(before)
      return before / 100
    end,
  },
}

--- An index from its growth: 100 in the month before the first growth.
---@param growth number[]  of the months after that one
---@param chain? ingot.IndexChain  symmetric when left out
---@return number[] levels  one more than growth
function M.cumulate(growth, chain)
  local step <const> = (chain or M.chain.symmetric).next
  local levels <const>, level = { 100.0 }, 100.0
  for t = 1, #growth do
    level = step(level, growth[t])
    levels[t + 1] = level
  end
  return levels
end

--- What makes the mean of an index over some months 100.
---@param levels number[]
---@param first integer  of the months of the base
---@param last integer
---@return number
function M.base_factor(levels, first, last)
  return 100 / M.mean(levels, first, last)
end

--- An index times that: growth stays as it is.
---@param levels number[]
---@param first integer  of the months of the base
---@param last integer
---@return number[] levels
---@return number factor
function M.rebase(levels, first, last)
  local factor <const> = M.base_factor(levels, first, last)
  local rebased <const> = {}
  for t = 1, #levels do
    rebased[t] = levels[t] * factor
  end
  return rebased, factor
end

return M
