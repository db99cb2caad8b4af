--- Figures of a made-up article: each knows what it says, its exact value, and how it is printed.
--- All of it by whole numbers, half away from zero, sharing no code with the library.

local M = {}

---@class support.WorldFigure
---@field kind string
---@field num integer        the exact value, in the base unit, is num / den
---@field den integer
---@field decimals integer   of the printed number; -2: to hundreds
---@field scale integer      power of ten of the printed unit in base units: 6 of "million mt"
---@field unit string        base unit
---@field unit_text string   as printed behind the digits
---@field period string
---@field key? string        of a level: its quantity
---@field a? string          of a rate, change or share: the quantity said of
---@field b? string          … and that it is held against
---@field digits string      as printed
---@field sign integer       as its words say
---@field value integer      as printed × 10^decimals, without sign

local function halved(num, den) -- half away from zero, of values that are not negative
  return (2 * num + den) // (2 * den)
end

local function pow(n)
  local x = 1
  for _ = 1, n do
    x = x * 10
  end
  return x
end

-- Printed steps of a value: |num / den| in units of 10^(scale - decimals) base units.
local function steps(figure)
  local power <const> = figure.scale - figure.decimals
  local num <const> = math.abs(figure.num)
  if power >= 0 then
    return halved(num, figure.den * pow(power))
  end
  return halved(num * pow(-power), figure.den)
end

local function with_commas(whole)
  local digits <const> = tostring(whole):reverse():gsub("(%d%d%d)", "%1,"):reverse()
  return (digits:gsub("^,", ""))
end

--- A number of steps as its digits: 304 with -2 decimals is "30,400", 1234 with 2 is "12.34".
---@param value integer
---@param decimals integer
---@return string
function M.digits(value, decimals)
  if decimals <= 0 then
    return with_commas(value * pow(-decimals))
  end
  local one <const> = pow(decimals)
  return with_commas(value // one) .. "." .. ("%0" .. decimals .. "d"):format(value % one)
end

--- Sets what is printed of a figure from its exact value.
---@param figure support.WorldFigure
---@return support.WorldFigure
function M.printed(figure)
  figure.value = steps(figure)
  figure.sign = figure.num < 0 and -1 or 1
  figure.digits = M.digits(figure.value, figure.decimals)
  return figure
end

--- The printed value in the base unit as exact text, signed: "-8.7", "3615000".
---@param figure support.WorldFigure
---@return string
function M.text(figure)
  local power <const> = figure.scale - figure.decimals
  local digits = tostring(figure.value)
  if power >= 0 then
    digits = digits .. ("0"):rep(power)
  else
    digits = ("0"):rep(1 - power - #digits) .. digits
    digits = digits:sub(1, power - 1) .. "." .. digits:sub(power)
  end
  return (figure.sign < 0 and figure.value ~= 0 and "-" or "") .. digits
end

-- How far a printed number may be from its value, in its last digit: zeros at the end of a whole
-- number, up to three, may not be printed digits.
local function widest(figure)
  local zeros <const> = figure.decimals > 0 and ""
    or figure.digits:gsub(",", ""):match "[1-9]?(0*)$"
  local whole <const> = figure.decimals > 0 and figure.decimals or 0
  return 10.0 ^ (figure.scale - whole + math.min(3, #zeros))
end

--- All that a printed number may stand for, however it was brought to its digits: one step each
--- way.
---@param figure support.WorldFigure
---@return number low
---@return number high
function M.hull(figure)
  local value <const> = figure.sign * tonumber((figure.digits:gsub(",", ""))) * 10.0 ^ figure.scale
  local step <const> = widest(figure)
  return value - step, value + step
end

return M
