--- Changes of months that a component lacks at its end, from an autoregression of those it has:
--- x_t = a + Σ b_k x_t−k by least squares. The Conference Board projects what is published late so
--- (Business Cycle Indicators Handbook, 2001); whatever rests on it is flagged.

local M = {}

-- Solves a system of equations in place, with pivots; nil when it is singular.
local function solve(matrix, right)
  local n <const> = #right
  for column = 1, n do
    local best = column
    for row = column + 1, n do
      if math.abs(matrix[row][column]) > math.abs(matrix[best][column]) then
        best = row
      end
    end
    if math.abs(matrix[best][column]) < 1e-300 then
      return nil
    end
    matrix[column], matrix[best] = matrix[best], matrix[column]
    right[column], right[best] = right[best], right[column]
    for row = column + 1, n do
      local factor <const> = matrix[row][column] / matrix[column][column]
      for k = column, n do
        matrix[row][k] = matrix[row][k] - factor * matrix[column][k]
      end
      right[row] = right[row] - factor * right[column]
    end
  end
  for row = n, 1, -1 do
    for k = row + 1, n do
      right[row] = right[row] - matrix[row][k] * right[k]
    end
    right[row] = right[row] / matrix[row][row]
  end
  return right
end

-- The months of which a value and all its lags are known.
local function samples(list, last, order)
  local found <const> = {}
  for t = 1 + order, last do
    local whole = true
    for k = 0, order do
      whole = whole and list[t - k] ~= false
    end
    if whole then
      found[#found + 1] = t
    end
  end
  return found
end

--- The coefficients of an autoregression: a constant, then one a lag.
---@param list (number|false)[]
---@param last integer  the last month to learn from
---@param order integer  lags, 0 or more
---@return number[]? coefficients  nil when there are too few months (three for each)
function M.fit(list, last, order)
  local months <const>, n <const> = samples(list, last, order), order + 1
  if #months < 3 * n then
    return nil
  end
  local matrix <const>, right <const> = {}, {}
  for i = 1, n do
    matrix[i], right[i] = {}, 0.0
    for j = 1, n do
      matrix[i][j] = 0.0
    end
  end
  local row <const> = { 1.0 }
  for _, t in ipairs(months) do
    for k = 1, order do
      row[k + 1] = list[t - k]
    end
    for i = 1, n do
      for j = 1, n do
        matrix[i][j] = matrix[i][j] + row[i] * row[j]
      end
      right[i] = right[i] + row[i] * list[t]
    end
  end
  return solve(matrix, right)
end

--- The next changes of a list.
---@param list (number|false)[]  ends with as many known values as there are lags
---@param last integer   the last known one
---@param count integer  how many are wanted
---@param order integer
---@return number[]? changes  nil when there are too few months to learn from
function M.changes(list, last, count, order)
  local b <const> = M.fit(list, last, order)
  for k = 0, order - 1 do
    if not list[last - k] then
      return nil
    end
  end
  if not b then
    return nil
  end
  local changes <const> = {}
  for i = 1, count do
    local x = b[1]
    for k = 1, order do
      x = x + b[k + 1] * (changes[i - k] or list[last + i - k])
    end
    changes[i] = x
  end
  return changes
end

return M
