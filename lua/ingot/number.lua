-- Numbers as they are printed and proved. A Number is exact, `units` × 10^-`scale`, both 64-bit
-- integers, or `real`, a finite double. Rounding and printing never touch binary fractions: a
-- number is first written out as decimal digits (a real as the shortest text that reads back to
-- it), and the digits are cut. So a tie in decimal is a tie here, 2^53 is no border, and no locale
-- has a say.

local M = {}

local EXACT_DOUBLE <const> = 2 ^ 53 -- integers up to here are doubles without rounding
local SUBNORMAL <const> = 0x1p-1022
local PLAIN_DIGITS <const> = 25     -- a real with more digits than this is written with an exponent

-- Powers of ten that fit 64 bits; beyond them, and wherever a product would not fit, the digits are
-- worked on as text, which has no limits and is slower.
local powers <const> = { [0] = 1 }
for i = 1, 18 do powers[i] = powers[i - 1] * 10 end

local EXACT_POWER <const> = 22 -- 10^22 is a double without rounding; so are all below

---@class ingot.Number
---@field units integer? exact: the value is units × 10^-scale
---@field scale integer? 0 or more
---@field real number? not exact: a finite double
local Number = { __name = "ingot.number" }
M.Number = Number

---@param x any
---@return boolean
function M.is(x)
  return getmetatable(x) == Number
end

--- An exact number, units × 10^-scale.
---@param units integer
---@param scale integer? 0 or more; 0 when left out
---@return ingot.Number
function M.exact(units, scale)
  scale = scale or 0
  if math.type(units) ~= "integer" then
    error(("units: integer expected, got %s"):format(tostring(units)), 2)
  end
  if math.type(scale) ~= "integer" or scale < 0 then
    error(("scale: integer from 0 expected, got %s"):format(tostring(scale)), 2)
  end
  return setmetatable({ units = units, scale = scale }, Number)
end

--- A number that came out of a division or a function: a finite double.
---@param x number
---@return ingot.Number
function M.real(x)
  if type(x) ~= "number" or x ~= x or x == math.huge or x == -math.huge then
    error(("finite number expected, got %s"):format(tostring(x)), 2)
  end
  return setmetatable({ real = x + 0.0 }, Number)
end

-- The exact number "<sign><digits>" × 10^-scale; nil when it does not fit 64 bits.
local function exact_of(negative, digits, scale)
  local units = tonumber((negative and "-" or "") .. digits)
  if math.type(units) ~= "integer" then return nil end
  return M.exact(units, scale)
end

--- Reads "21393.2", "-5", "1e-7" (exact whenever the digits fit 64 bits).
---@param text string
---@return ingot.Number? number
---@return string? message
function M.parse(text)
  local sign, whole, fraction = text:match("^([-+]?)(%d+)%.?(%d*)$")
  if whole then
    local number = exact_of(sign == "-", whole .. fraction, #fraction)
    if number then return number end
    return nil, ("'%s' has more digits than fit 64 bits"):format(text)
  end
  local x = text:match("^[-+]?%d+%.?%d*[eE][-+]?%d+$") and tonumber(text)
  if not x or x == math.huge or x == -math.huge then
    return nil, ("number expected, got '%s'"):format(text)
  end
  return M.real(x)
end

--- A Number from what Lua has: an integer, a float, a text, or a Number (itself).
---@param x ingot.Number|number|string
---@return ingot.Number
function M.from(x)
  if M.is(x) then return x --[[@as ingot.Number]] end
  if math.type(x) == "integer" then return M.exact(x --[[@as integer]], 0) end
  if type(x) == "number" then return M.real(x) end
  if type(x) ~= "string" then error(("number expected, got %s"):format(type(x)), 2) end
  local number, message = M.parse(x)
  return number or error(message, 2)
end

-- units × 10^k; nil when it does not fit 64 bits.
local function times_power(units, k)
  local power = powers[k]
  if not power then return nil end
  local most = math.maxinteger // power
  return units <= most and units >= -most and units * power or nil
end

-- The shortest "%g" text that reads back to the same double.
local function shortest(x)
  local enough = math.abs(x) < SUBNORMAL and 1 or 15 -- digits that every text of so many keeps
  for digits = enough, 16 do
    local text = ("%%.%dg"):format(digits):format(x)
    if tonumber(text) == x then return text end
  end
  return ("%.17g"):format(x)
end

-- Writes a number out: negative?, decimal digits, and how many of them stand behind the point.
-- Zero is never negative.
local function expand(n)
  local sign, digits, scale
  if n.units then
    sign, digits = ("%d"):format(n.units):match("^(-?)(%d+)$")
    scale = n.scale
  else
    local whole, fraction, exponent
    sign, whole, fraction, exponent =
      shortest(n.real):match("^(-?)(%d+)%.?(%d*)e?([-+]?%d*)$")
    digits, scale = whole .. fraction, #fraction - (tonumber(exponent) or 0)
    if scale < 0 then digits, scale = digits .. ("0"):rep(-scale), 0 end
  end
  return sign == "-" and digits:find("[1-9]") ~= nil, digits, scale
end

-- Digits as "whole", "fraction"; the whole without leading zeros but never empty.
local function split(digits, scale)
  if scale < 0 then digits, scale = digits .. ("0"):rep(-scale), 0 end
  digits = ("0"):rep(scale + 1 - #digits) .. digits
  local whole = digits:sub(1, #digits - scale)
  return whole:gsub("^0+(%d)", "%1"), digits:sub(#digits - scale + 1)
end

-- Whether the digits cut off raise the last digit kept, by rounding mode. All act on the absolute
-- value: "round" takes a half away from zero, "ceil" away from zero, "truncate" towards it.
local raises <const> = {
  round = function(cut) return cut:byte(1) >= ("5"):byte() end,
  ceil = function(cut) return cut:find("[1-9]") ~= nil end,
  truncate = function() return false end,
}

local function increment(digits)
  local head, nines = digits:match("^(.-)(9*)$")
  local zeros = ("0"):rep(#nines)
  if head == "" then return "1" .. zeros end
  return head:sub(1, -2) .. string.char(head:byte(-1) + 1) .. zeros
end

-- The same of whole numbers: whether what is cut off, of 10^cut, raises what is kept.
local raises_rest <const> = {
  round = function(rest, power) return rest >= power - rest end,
  ceil = function(rest) return rest > 0 end,
  truncate = function() return false end,
}

-- Units without their last digits, rounded, and without a sign; nil where text has to do it.
local function cut_units(units, cut, mode)
  local power = powers[cut]
  if not power or units == math.mininteger then return nil end
  units = math.abs(units)
  local kept, rest = units // power, units % power
  return raises_rest[mode](rest, power) and kept + 1 or kept
end

-- Digits with `decimals` places (negative: tens, hundreds…), which are then their scale.
local function round_digits(digits, scale, decimals, mode)
  local cut = scale - decimals
  if cut <= 0 then return digits .. ("0"):rep(-cut) end
  digits = ("0"):rep(cut + 1 - #digits) .. digits
  local kept = digits:sub(1, #digits - cut)
  return raises[mode](digits:sub(-cut)) and increment(kept) or kept
end

local function check_rounding(decimals, mode, level)
  if math.type(decimals) ~= "integer" then
    error(("decimals: integer expected, got %s"):format(tostring(decimals)), level + 1)
  end
  if not raises[mode] then
    error(("mode: 'round', 'truncate' or 'ceil' expected, got '%s'"):format(mode), level + 1)
  end
end

--- The number with so many decimals, as an exact Number. Ties are ties of the decimal digits.
---@param n ingot.Number
---@param decimals integer negative for tens, hundreds…
---@param mode? "round"|"truncate"|"ceil" half away from zero unless told; on the absolute value
---@return ingot.Number
function M.round(n, decimals, mode)
  mode = mode or "round"
  check_rounding(decimals, mode, 2)
  if n.units and decimals >= n.scale then return n end
  local cut = n.units and decimals >= 0 and cut_units(n.units, n.scale - decimals, mode)
  if cut then return M.exact(n.units < 0 and -cut or cut, decimals) end
  local negative, digits, scale = expand(n)
  decimals = math.min(decimals, scale) -- nothing to round, nothing to pad
  local whole, fraction = split(round_digits(digits, scale, decimals, mode), decimals)
  return exact_of(negative, whole .. fraction, #fraction)
    or error(("%s with %d decimals does not fit 64 bits"):format(M.text(n), decimals), 2)
end

---@class ingot.NumberFormat
---@field decimals integer? all there are when left out; negative rounds to tens, hundreds…
---@field mode? "round"|"truncate"|"ceil"
---@field thousands boolean? commas; true when left out
---@field trim boolean? cut trailing zeros of the fraction

-- "1198590" → "1,198,590"
local function grouped(whole)
  if #whole < 4 then return whole end
  return (whole:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", ""))
end

local padded <const> = {} -- a format of so many digits
for i = 1, 18 do padded[i] = "%0" .. i .. "d" end

-- The digits before and behind the point of an exact number, rounded; nil where text has to do it.
local function exact_digits(n, decimals, mode)
  local kept = math.min(decimals, n.scale)
  local units = kept >= 0 and cut_units(n.units, n.scale - kept, mode)
  if not units or not powers[kept] then return nil end
  local whole = ("%d"):format(units // powers[kept])
  if decimals == 0 then return whole, "" end
  local fraction = kept > 0 and padded[kept]:format(units % powers[kept]) or ""
  return whole, fraction .. ("0"):rep(decimals - kept)
end

--- The number as printed: "-1,198.59". A value that rounds to zero has no minus.
---@param n ingot.Number
---@param options ingot.NumberFormat?
---@return string
function M.format(n, options)
  options = options or {}
  local mode = options.mode or "round"
  check_rounding(options.decimals or 0, mode, 2)
  local negative, whole, fraction = n.units and n.units < 0, nil, nil
  if n.units then whole, fraction = exact_digits(n, options.decimals or n.scale, mode) end
  if not whole then
    local digits, scale
    negative, digits, scale = expand(n)
    local decimals = options.decimals or scale
    whole, fraction = split(round_digits(digits, scale, decimals, mode), decimals)
  end
  if options.thousands ~= false then whole = grouped(whole) end
  if options.trim or not options.decimals then fraction = fraction:gsub("0+$", "") end
  local text = fraction == "" and whole or whole .. "." .. fraction
  return (negative and text:find("[1-9]")) and "-" .. text or text
end

--- All of it: exact decimal digits without trailing zeros, or the shortest text that reads back to
---the same double.
---@param n ingot.Number
---@return string
function M.text(n)
  local short = n.real and n.real ~= 0 and shortest(n.real)
  if short and not short:find("e", 1, true) then return short end
  local text = M.format(n, { thousands = false })
  return n.real and #text > PLAIN_DIGITS and shortest(n.real) or text
end

---@param n ingot.Number
---@return integer sign -1, 0 or 1
function M.sign(n)
  local x = n.units or n.real
  return x > 0 and 1 or x < 0 and -1 or 0
end

--- The nearest double.
---@param n ingot.Number
---@return number
function M.float(n)
  if n.real then return n.real end
  if n.scale <= EXACT_POWER and n.units <= EXACT_DOUBLE and n.units >= -EXACT_DOUBLE then
    return n.units / 10.0 ^ n.scale -- of two doubles without rounding: rounded once
  end
  local negative, digits, scale = expand(n)
  return tonumber(("%s%se-%d"):format(negative and "-" or "", digits, scale)) + 0.0
end

---@param n ingot.Number
---@return ingot.Number
function M.negate(n)
  if n.real then return M.real(-n.real) end
  if n.units == math.mininteger then
    error(("-(%s) does not fit 64 bits"):format(M.text(n)), 2)
  end
  return M.exact(-n.units, n.scale)
end

---@param n ingot.Number
---@return ingot.Number
function M.abs(n)
  return M.sign(n) < 0 and M.negate(n) or n
end

--- By decimal digits, so that the real 0.1 equals the exact 0.1.
---@param a ingot.Number
---@param b ingot.Number
---@return integer order -1 (a < b), 0 or 1
function M.compare(a, b)
  local x, y = a.real, b.real
  if a.scale == b.scale then x, y = x or a.units, y or b.units end -- both exact, or both not
  if x and y then return x < y and -1 or x > y and 1 or 0 end
  x, y = M.float(a), M.float(b)
  if x ~= y then return x < y and -1 or 1 end -- rounding to doubles keeps the order
  local sign, other = M.sign(a), M.sign(b)
  if sign ~= other then return sign < other and -1 or 1 end
  local _, digits_a, scale_a = expand(a)
  local _, digits_b, scale_b = expand(b)
  local whole_a, fraction_a = split(digits_a, scale_a)
  local whole_b, fraction_b = split(digits_b, scale_b)
  if #whole_a ~= #whole_b then return #whole_a < #whole_b and -sign or sign end
  local places = math.max(#fraction_a, #fraction_b)
  local all_a = whole_a .. fraction_a .. ("0"):rep(places - #fraction_a)
  local all_b = whole_b .. fraction_b .. ("0"):rep(places - #fraction_b)
  if all_a == all_b then return 0 end
  return all_a < all_b and -sign or sign
end

-- The units of an exact number written with `scale` places or more; nil when they do not fit.
local function units_at(n, scale)
  if n.scale == scale then return n.units end
  local units = times_power(n.units, scale - n.scale)
  if units then return units end
  local negative, digits = expand(n)
  local number = exact_of(negative, digits .. ("0"):rep(scale - n.scale), scale)
  return number and number.units
end

local function add(a, b)
  if a.real or b.real then return M.real(M.float(a) + M.float(b)) end
  local scale = math.max(a.scale, b.scale)
  local x, y = units_at(a, scale), units_at(b, scale)
  if not x or not y then return nil end
  local sum = x + y
  if (x ~ sum) & (y ~ sum) < 0 then return nil end
  return M.exact(sum, scale)
end

--- The sum; exact when both are. Past 64 bits is an error.
---@param a ingot.Number
---@param b ingot.Number
---@return ingot.Number
function M.add(a, b)
  return add(a, b) or error(("%s + %s does not fit 64 bits"):format(M.text(a), M.text(b)), 2)
end

--- The difference; exact when both are. Past 64 bits is an error.
---@param a ingot.Number
---@param b ingot.Number
---@return ingot.Number
function M.sub(a, b)
  return add(a, M.negate(b))
    or error(("%s - %s does not fit 64 bits"):format(M.text(a), M.text(b)), 2)
end

--- n × a whole number: exact where the digits fit, else a real.
---@param n ingot.Number
---@param k integer 1 or more
---@return ingot.Number
function M.times(n, k)
  local most = math.maxinteger // k
  local fits = n.units and n.units <= most and n.units >= -most
  return fits and M.exact(n.units * k, n.scale) or M.real(M.float(n) * k)
end

---n × 10^k: moves the decimal point, exactly.
---@param n ingot.Number
---@param k integer
---@return ingot.Number
function M.shift(n, k)
  if n.real then
    local mantissa, exponent = shortest(n.real):match("^([-%d.]+)e?([-+]?%d*)$")
    return M.real(tonumber(("%se%d"):format(mantissa, (tonumber(exponent) or 0) + k)))
  end
  if n.scale >= k then return M.exact(n.units, n.scale - k) end
  local units = times_power(n.units, k - n.scale)
  if units then return M.exact(units, 0) end
  local negative, digits = expand(n)
  return exact_of(negative, digits .. ("0"):rep(k - n.scale), 0)
    or error(("%s x 10^%d does not fit 64 bits"):format(M.text(n), k), 2)
end

local function gcd(a, b)
  a, b = math.abs(a), math.abs(b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

---100·a/b in percent, as a real: one correctly rounded division wherever both sides, in lowest
---terms, are integers below 2^53.
---@param a ingot.Number
---@param b ingot.Number
---@return ingot.Number? percent nil when b is zero
function M.percent_of(a, b)
  if M.sign(b) == 0 then return nil end
  local scale = not (a.real or b.real) and math.max(a.scale, b.scale)
  local x, y = scale and units_at(a, scale), scale and units_at(b, scale)
  if not x or not y then return M.real(100 * M.float(a) / M.float(b)) end
  if x <= EXACT_DOUBLE / 100 and x >= -EXACT_DOUBLE / 100
    and y <= EXACT_DOUBLE and y >= -EXACT_DOUBLE then
    return M.real(x * 100 / y)
  end
  local common = gcd(x, y)
  x, y = x // common, y // common
  local hundred = 100 // gcd(100, y)
  y = y // (100 // hundred)
  if math.abs(x) <= EXACT_DOUBLE / hundred and math.abs(y) <= EXACT_DOUBLE then
    return M.real(x * hundred / y)
  end
  return M.real(hundred * (x / y))
end

---100·(a − b)/b in percent: growth from b to a.
---@param a ingot.Number
---@param b ingot.Number
---@return ingot.Number? percent nil when b is zero
function M.change(a, b)
  return M.percent_of(M.sub(a, b), b)
end

Number.__tostring = M.text
Number.__add = function(a, b) return M.add(M.from(a), M.from(b)) end
Number.__sub = function(a, b) return M.sub(M.from(a), M.from(b)) end
Number.__unm = M.negate
Number.__eq = function(a, b) return M.compare(a, b) == 0 end
Number.__lt = function(a, b) return M.compare(M.from(a), M.from(b)) < 0 end
Number.__le = function(a, b) return M.compare(M.from(a), M.from(b)) <= 0 end

return M
