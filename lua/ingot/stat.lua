--- Statistics of plain lists of numbers: `ingot.stat.hhi { 60, 30, 10 }`.
---
--- Lists hold numbers (or ingot.Numbers) without holes; nil for "not known" is the caller's to
--- leave out. A list that the question has no answer for is an error at the caller's line.
--- Concentration takes levels, not shares: s_i = x_i / Σx.

local number <const> = require "ingot.number"

local M = {}

-- Adds without losing what a running sum rounds off (Neumaier 1974).
local function sum(list)
  local total, lost = 0.0, 0.0
  for _, x in ipairs(list) do
    local next_total <const> = total + x
    if math.abs(total) >= math.abs(x) then
      lost = lost + ((total - next_total) + x)
    else
      lost = lost + ((x - next_total) + total)
    end
    total = next_total
  end
  return total + lost
end

-- The list as floats, checked; messages name the function. Errors are raised at `level`, by default
-- the caller of the public function that called this one.
local function floats(name, list, least, level)
  level = (level or 2) + 1
  if type(list) ~= "table" or number.is(list) then
    error(("%s: a list of numbers expected, as stat.%s { 60, 30, 10 }, got %s"):format(name, name,
      type(list)), level)
  end
  local n = 0
  for key in pairs(list) do
    if math.type(key) ~= "integer" or key < 1 then
      error(("%s: a list of numbers expected, but it has the key '%s'"):format(name,
        tostring(key)), level)
    end
    n = math.max(n, key)
  end
  local values <const> = {}
  for i = 1, n do
    local x = list[i]
    x = number.is(x) and number.float(x) or x
    if type(x) ~= "number" or x ~= x or x == math.huge or x == -math.huge then
      error(("%s: value %d: a number expected, got %s"):format(name, i, tostring(x)), level)
    end
    values[i] = x
  end
  if n < least then
    error(("%s: %d value%s or more expected, got %d"):format(name, least, least == 1 and "" or "s",
      n), level)
  end
  return values
end

-- Shares of the sum of levels, none below zero.
local function shares(name, list)
  local values <const> = floats(name, list, 1, 3)
  for i, x in ipairs(values) do
    if x < 0 then
      error(("%s: value %d is %s; shares need levels from 0"):format(name, i, tostring(list[i])), 3)
    end
  end
  local total <const> = sum(values)
  if total == 0 then
    error(("%s: the values add up to 0, which has no shares"):format(name), 3)
  end
  for i, x in ipairs(values) do
    values[i] = x / total
  end
  return values
end

local function squares(list)
  local result <const> = {}
  for i, x in ipairs(list) do
    result[i] = x * x
  end
  return result
end

--- The sum.
---
---     print(ingot.stat.sum { 0.1, 0.2, 0.3 })
---
---@param list number[]
---@return number
function M.sum(list)
  return sum(floats("sum", list, 0))
end

--- The arithmetic mean. Growth rates are not for it: they are never averaged.
---
---     print(ingot.stat.mean { 1, 2, 6 })   --> 3.0
---
---@param list number[]
---@return number
function M.mean(list)
  local values <const> = floats("mean", list, 1)
  return sum(values) / #values
end

local function spread(values)
  local middle <const> = sum(values) / #values
  for i, x in ipairs(values) do
    values[i] = x - middle
  end
  return sum(squares(values))
end

--- The sample standard deviation (divisor n − 1), in the unit of the values.
---
---     print(ingot.stat.sd { 2, 4, 6 })   --> 2.0
---
---@param list number[]  two or more
---@return number
function M.sd(list)
  local values <const> = floats("sd", list, 2)
  return math.sqrt(spread(values) / (#values - 1))
end

--- The sample variance (divisor n − 1).
---
---     print(ingot.stat.var { 2, 4, 6 })   --> 4.0
---
---@param list number[]  two or more
---@return number
function M.var(list)
  local values <const> = floats("var", list, 2)
  return spread(values) / (#values - 1)
end

-- Hyndman and Fan (1996), type 7: between the order statistics around 1 + (n − 1) p.
local function quantile(sorted, p)
  local at <const> = 1 + (#sorted - 1) * p
  local below <const> = math.floor(at)
  local above <const> = math.min(below + 1, #sorted)
  return sorted[below] + (at - below) * (sorted[above] - sorted[below])
end

--- The quantile at p, type 7 of Hyndman and Fan (1996): the default of R and of numpy.
---
---     print(ingot.stat.quantile({ 1, 2, 3, 4, 5 }, 0.9))   --> 4.6
---
---@param list number[]
---@param p number  0 to 1
---@return number
function M.quantile(list, p)
  local values <const> = floats("quantile", list, 1)
  if type(p) ~= "number" or not (p >= 0 and p <= 1) then
    error(("quantile: a fraction from 0 to 1 expected, got %s"):format(tostring(p)), 2)
  end
  table.sort(values)
  return quantile(values, p)
end

--- The median; of an even number of values the mean of the two in the middle.
---
---     print(ingot.stat.median { 1, 2, 6 })   --> 2.0
---
---@param list number[]
---@return number
function M.median(list)
  local values <const> = floats("median", list, 1)
  table.sort(values)
  return quantile(values, 0.5)
end

--- The interquartile range, of type-7 quartiles.
---
---     print(ingot.stat.iqr { 1, 2, 3, 4, 5 })   --> 2.0
---
---@param list number[]
---@return number
function M.iqr(list)
  local values <const> = floats("iqr", list, 1)
  table.sort(values)
  return quantile(values, 0.75) - quantile(values, 0.25)
end

--- The Herfindahl-Hirschman index Σ s², 1/n (equal) to 1 (one has all). Times 10,000 in law.
---
---     print(ingot.stat.hhi { 60, 30, 10 })   --> 0.46
---
---@param list number[]  levels
---@return number
function M.hhi(list)
  return sum(squares(shares("hhi", list)))
end

--- The effective number of equal parts that would be as concentrated: 1 / HHI.
---
---     print(ingot.stat.effective { 25, 25, 25, 25 })   --> 4.0
---
---@param list number[]  levels
---@return number
function M.effective(list)
  return 1 / sum(squares(shares("effective", list)))
end

--- The share of the k largest together, 0 to 1.
---
---     print(ingot.stat.cr({ 60, 30, 10 }, 2))   --> 0.9
---
---@param list number[]  levels
---@param k integer      all there are when there are fewer
---@return number
function M.cr(list, k)
  if math.type(k) ~= "integer" or k < 1 then
    error(("cr: how many as a whole number expected, as stat.cr(list, 3), got %s"):format(
      tostring(k)), 2)
  end
  local parts <const> = shares("cr", list)
  table.sort(parts, function(a, b) return a > b end)
  return sum(table.move(parts, 1, math.min(k, #parts), 1, {}))
end

--- Theil's T, ln n + Σ s ln s with 0 ln 0 = 0: 0 (equal) to ln n (one has all).
--- Theil, Economics and Information Theory (1967). The mean log deviation is another index.
---
---     print(ingot.stat.theil { 1, 1, 1, 1 })   --> 0.0
---
---@param list number[]  levels; zeros count in n
---@return number
function M.theil(list)
  local parts <const> = shares("theil", list)
  local terms <const> = {}
  for i, s in ipairs(parts) do
    terms[i] = s > 0 and s * math.log(s * #parts) or 0 -- equal shares come to 0 exactly
  end
  return math.max(0, sum(terms))
end

--- The Gini coefficient of the values, 0 (equal) to (n − 1)/n.
---
---     print(ingot.stat.gini { 1, 1, 1, 1 })   --> 0.0
---
---@param list number[]  levels
---@return number
function M.gini(list)
  local parts <const> = shares("gini", list)
  table.sort(parts)
  local terms <const> = {}
  for i, s in ipairs(parts) do
    terms[i] = (2 * i - #parts - 1) * s
  end
  return sum(terms) / #parts
end

return M
