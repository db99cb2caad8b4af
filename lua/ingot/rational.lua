-- Exact fractions of whole numbers of any size, for what must add up to the last unit: a division
-- here loses nothing, and the loss is taken where a result is cut to decimals (`apportion`).
-- A Rational is sign × above / below, both magnitudes: lists of digits to the base 10^7, smallest
-- first, without zeros at the end (so zero is the empty list); `below` is never zero. Fractions are
-- not reduced, so chains of thousands of operations belong elsewhere.

local number <const> = require "ingot.number"

local M = {}

local BASE <const>, WIDTH <const> = 10000000, 7

---@class ingot.Rational
---@field package sign integer     -1, 0 or 1
---@field package above integer[]
---@field package below integer[]
---@operator add(ingot.Rational): ingot.Rational
---@operator sub(ingot.Rational): ingot.Rational
---@operator mul(ingot.Rational): ingot.Rational
---@operator div(ingot.Rational): ingot.Rational
---@operator unm: ingot.Rational
local Rational <const> = { __name = "ingot.rational" }
Rational.__index = Rational

local function trim(digits)
  while digits[#digits] == 0 do
    digits[#digits] = nil
  end
  return digits
end

local function of_text(text)
  local digits <const> = {}
  for to = #text, 1, -WIDTH do
    digits[#digits + 1] = tonumber(text:sub(math.max(1, to - WIDTH + 1), to))
  end
  return trim(digits)
end

local function to_text(digits)
  if #digits == 0 then
    return "0"
  end
  local parts <const> = { ("%d"):format(digits[#digits]) }
  for i = #digits - 1, 1, -1 do
    parts[#parts + 1] = ("%07d"):format(digits[i])
  end
  return table.concat(parts)
end

local function order(a, b)
  if #a ~= #b then
    return #a < #b and -1 or 1
  end
  for i = #a, 1, -1 do
    if a[i] ~= b[i] then
      return a[i] < b[i] and -1 or 1
    end
  end
  return 0
end

local function plus(a, b)
  local sum <const>, carry = {}, 0
  for i = 1, math.max(#a, #b) do
    local digit <const> = (a[i] or 0) + (b[i] or 0) + carry
    sum[i], carry = digit % BASE, digit // BASE
  end
  sum[#sum + 1] = carry
  return trim(sum)
end

-- a − b where a is not the smaller.
local function minus(a, b)
  local rest <const>, carry = {}, 0
  for i = 1, #a do
    local digit <const> = a[i] - (b[i] or 0) + carry
    rest[i], carry = digit % BASE, digit // BASE
  end
  return trim(rest)
end

local function times(a, b)
  local product <const> = {}
  for i = 1, #a + #b do
    product[i] = 0
  end
  for i = 1, #a do
    local carry = 0
    for j = 1, #b do
      local digit <const> = product[i + j - 1] + a[i] * b[j] + carry
      product[i + j - 1], carry = digit % BASE, digit // BASE
    end
    product[i + #b] = carry
  end
  return trim(product)
end

-- How often b goes into a, at most BASE − 1 times.
local function quotient_digit(a, b)
  local low, high = 0, BASE - 1
  while low < high do
    local middle <const> = (low + high + 1) // 2
    if order(times(b, { middle }), a) <= 0 then
      low = middle
    else
      high = middle - 1
    end
  end
  return low
end

-- Whole quotient and rest.
local function divide(a, b)
  local quotient <const>, rest = {}, {}
  for i = #a, 1, -1 do
    table.insert(rest, 1, a[i])
    trim(rest)
    local digit <const> = quotient_digit(rest, b)
    quotient[i] = digit
    rest = minus(rest, times(b, { digit }))
  end
  return trim(quotient), rest
end

local function power_of_ten(n)
  return of_text("1" .. ("0"):rep(n))
end

local function make(sign, above, below)
  return setmetatable({ sign = #above == 0 and 0 or sign, above = above, below = below }, Rational)
end

--- A number as a fraction, by its decimal digits: what is printed of a real is taken at its word.
---@param x ingot.Rational|ingot.Number|number|string
---@return ingot.Rational
function M.from(x)
  if getmetatable(x) == Rational then
    return x
  end
  local text <const> = number.text(number.from(x))
  local sign <const>, whole <const>, fraction <const>, exponent <const> =
    text:match "^(-?)(%d+)%.?(%d*)e?([-+]?%d*)$"
  local scale <const> = #fraction - (tonumber(exponent) or 0)
  return make(sign == "-" and -1 or 1, of_text(whole .. fraction .. ("0"):rep(-scale)),
    power_of_ten(math.max(scale, 0)))
end

M.zero = M.from(0)

function Rational.__unm(a)
  return make(-a.sign, a.above, a.below)
end

function Rational.__add(a, b)
  a, b = M.from(a), M.from(b)
  if a.sign == 0 or b.sign == 0 then
    return a.sign == 0 and b or a
  end
  local x, y, below = a.above, b.above, a.below
  if order(a.below, b.below) ~= 0 then
    x, y, below = times(x, b.below), times(y, a.below), times(a.below, b.below)
  end
  if a.sign == b.sign then
    return make(a.sign, plus(x, y), below)
  elseif order(x, y) < 0 then
    return make(b.sign, minus(y, x), below)
  end
  return make(a.sign, minus(x, y), below)
end

function Rational.__sub(a, b)
  a, b = M.from(a), M.from(b)
  return a + -b
end

function Rational.__mul(a, b)
  a, b = M.from(a), M.from(b)
  return make(a.sign * b.sign, times(a.above, b.above), times(a.below, b.below))
end

--- Division by zero is the caller's mistake.
function Rational.__div(a, b)
  a, b = M.from(a), M.from(b)
  if b.sign == 0 then
    error("division by zero", 2)
  end
  return make(a.sign * b.sign, times(a.above, b.below), times(a.below, b.above))
end

function Rational.__eq(a, b)
  return (a - b).sign == 0
end

function Rational.__lt(a, b)
  return (a - b).sign < 0
end

function Rational.__le(a, b)
  return (a - b).sign <= 0
end

---@return integer  -1, 0 or 1
function Rational:signum()
  return self.sign
end

--- The nearest double.
---@return number
function Rational:float()
  local shift <const> = math.max(0, 20 - WIDTH * (#self.above - #self.below - 1))
  local quotient <const>, rest <const> = divide(times(self.above, power_of_ten(shift)), self.below)
  -- a last digit that stands for all that follow, so that the text rounds as the fraction would
  local text <const> = to_text(quotient) .. (#rest > 0 and "1" or "0")
  return self.sign * tonumber(("%se-%d"):format(text, shift + 1))
end

-- The largest multiple of 10^-decimals that is not above it, in such units, and what is left of it
-- as a fraction of a unit; nil when it does not fit 64 bits.
local function floor_units(a, decimals)
  local quotient, rest = divide(times(a.above, power_of_ten(decimals)), a.below)
  if a.sign < 0 and #rest > 0 then
    quotient, rest = plus(quotient, { 1 }), minus(a.below, rest)
  end
  local units <const> = tonumber((a.sign < 0 and "-" or "") .. to_text(quotient))
  return math.type(units) == "integer" and units or nil, make(1, rest, a.below)
end

local HALF <const> = M.from "0.5"

local function no_fit(a, decimals, level)
  error(("%.17g with %d decimals does not fit 64 bits"):format(a:float(), decimals), level + 1)
end

--- The exact number with so many decimals, a half away from zero.
---@param decimals integer  0 or more
---@return ingot.Number
function Rational:round(decimals)
  local units <const>, rest <const> = floor_units(self, decimals)
  if not units then
    no_fit(self, decimals, 2)
  end
  local raise <const> = rest > HALF or rest == HALF and self.sign > 0
  return number.exact(raise and units + 1 or units, decimals)
end

--- Cuts parts to `decimals` so that they add up to their total as rounded: each is cut downwards,
--- and the units still missing go to the parts that lost most, one each; of equal losses the first
--- goes first (Hamilton's method of largest remainders). No part is off by a whole unit.
---@param parts ingot.Rational[]
---@param total ingot.Rational   their exact sum
---@param decimals integer
---@return ingot.Number[] cut
---@return ingot.Number total
function M.apportion(parts, total, decimals)
  local units <const>, rests <const>, by_rest <const> = {}, {}, {}
  local rounded <const> = total:round(decimals)
  local missing = rounded.units
  for i, part in ipairs(parts) do
    units[i], rests[i] = floor_units(part, decimals)
    if not units[i] then
      no_fit(part, decimals, 2)
    end
    by_rest[i], missing = i, missing - units[i]
  end
  if missing < 0 or missing > #parts then
    error(("the parts add up to something else than %.17g"):format(total:float()), 2)
  end
  table.sort(by_rest, function(i, j)
    return rests[j] < rests[i] or rests[i] == rests[j] and i < j
  end)
  for k = 1, missing do
    units[by_rest[k]] = units[by_rest[k]] + 1
  end
  local cut <const> = {}
  for i, n in ipairs(units) do
    cut[i] = number.exact(n, decimals)
  end
  return cut, rounded
end

--- The sum of a list.
---@param list ingot.Rational[]
---@return ingot.Rational
function M.sum(list)
  local total = M.zero
  for _, item in ipairs(list) do
    total = total + item
  end
  return total
end

return M
