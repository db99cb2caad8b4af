--- Smooth curves of lists of numbers, as Bry and Boschan take them: the mean of twelve (centred, half
--- weights at its ends), Spencer's fifteen terms, a mean of as many terms as cycles need to dominate.
--- Beyond the ends a list goes on by the mean change of its first and last four values.

local M = {}

local ENDS <const> = 4

-- The list with k more values at both ends.
local function extended(y, k)
  local n <const> = #y
  local m <const> = math.min(ENDS, n)
  local before <const> = m > 1 and (y[m] - y[1]) / (m - 1) or 0.0
  local after <const> = m > 1 and (y[n] - y[n - m + 1]) / (m - 1) or 0.0
  local list <const> = {}
  for i = 1, k do
    list[i] = y[1] - before * (k + 1 - i)
    list[k + n + i] = y[n] + after * i
  end
  return table.move(y, 1, n, k + 1, list)
end

-- Means with symmetric weights, which are given from the middle outwards and add up to `whole`.
local function weighted(y, half, whole)
  local k <const> = #half - 1
  local list <const>, result <const> = extended(y, k), {}
  for i = 1, #y do
    local total = half[1] * list[i + k]
    for j = 1, k do
      total = total + half[j + 1] * (list[i + k - j] + list[i + k + j])
    end
    result[i] = total / whole
  end
  return result
end

local spencer <const> = { 74, 67, 46, 21, 3, -5, -6, -3 } -- / 320
local twelve <const> = { 2, 2, 2, 2, 2, 2, 1 }            -- / 24

--- Spencer's curve of fifteen terms.
---@param y number[]
---@return number[]
function M.spencer(y)
  return weighted(y, spencer, 320)
end

-- The mean absolute change over k periods.
local function change(list, k)
  local total = 0.0
  for i = k + 1, #list do
    total = total + math.abs(list[i] - list[i - k])
  end
  return total / math.max(#list - k, 1)
end

local MOST <const> = 12

--- The months for cyclical dominance: the shortest span over which the smooth curve (Spencer) changes
--- more than what is left of it. Changes are absolute: right for positive and for other series.
---@param y number[]
---@return integer months  12 where none is shorter
function M.mcd(y)
  local curve <const>, rest <const> = M.spencer(y), {}
  for i, x in ipairs(y) do
    rest[i] = x - curve[i]
  end
  for k = 1, math.min(MOST, #y - 1) do
    if change(rest, k) < change(curve, k) then
      return k
    end
  end
  return MOST
end

-- A mean of k terms, centred; an even k has half weights at its ends.
local function mean_of(y, k)
  local half <const> = {}
  for i = 1, k // 2 + 1 do
    half[i] = 2
  end
  if k % 2 == 0 then
    half[#half] = 1
  end
  return weighted(y, half, 2 * k)
end

local FEWEST_TERMS <const>, MOST_TERMS <const> = 3, 6

--- The stages by name.
M.stages = {
  twelve = function(y) return weighted(y, twelve, 24) end,
  spencer = M.spencer,
  mcd = function(y) return mean_of(y, math.min(math.max(M.mcd(y), FEWEST_TERMS), MOST_TERMS)) end,
}

--- The list with values that lie far from the Spencer curve replaced by the curve.
---@param y number[]
---@param limit number  standard deviations of the distances
---@return number[]
function M.without_outliers(y, limit)
  local curve <const>, squares = M.spencer(y), 0.0
  for i, x in ipairs(y) do
    squares = squares + (x - curve[i]) ^ 2
  end
  local far <const>, list <const> = limit * math.sqrt(squares / math.max(#y - 1, 1)), {}
  for i, x in ipairs(y) do
    list[i] = math.abs(x - curve[i]) > far and curve[i] or x
  end
  return list
end

return M
