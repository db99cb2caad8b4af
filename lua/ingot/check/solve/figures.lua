-- How a proof writes figures: "634,300 (634,250 to 634,350)".

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"

local M = {}

---@class ingot.check.Span   what a figure may be, in its own unit, as reals; nil: no end
---@field low? ingot.Number
---@field high? ingot.Number

--- A fraction of the solver as a double.
---@param bound? ingot.LinearEnd
---@return number?
function M.double(bound)
  if not bound then
    return nil
  end
  local above <const>, below <const> = tostring(bound.at):match "^(.-)/(.+)$"
  return above and tonumber(above) / tonumber(below) or tonumber(bound.at) + 0.0
end

local signs <const> = { ["%"] = "%", pp = " pp" }

--- How many decimals the ends of a claim are worth: of rates those printed, of levels one digit past
--- the step.
---@param claim ingot.check.Claim
---@param step ingot.Number
---@return integer
function M.decimals(claim, step)
  if claim.unit == "%" or claim.unit == "pp" then
    return math.max(1, claim.step.scale or 0)
  end
  local text <const> = number.text(step):gsub("(%.%d-)0+$", "%1"):gsub("%.$", "")
  local places <const> = #(text:match "%.(%d+)$" or "")
  local zeros <const> = #(text:match "^%d-(0*)$" or "")
  return math.max(0, places > 0 and places + 1 or 1 - zeros)
end

--- "21,359".
---@param x ingot.Number|number
---@param decimals integer
---@param unit? string
---@return string
function M.plain(x, decimals, unit)
  return number.format(number.from(x), { decimals = decimals }) .. (signs[unit] or "")
end

-- Two ends as text, of which one may be missing.
local function joined(low, high, tail)
  if low and high then
    return (low == high and "about " .. low or ("%s to %s"):format(low, high)) .. tail
  end
  return (low and "at least " .. low or high and "at most " .. high or "any amount") .. tail
end

--- Values between two ends: "21,359 to 21,399", "at least 21,359 mt".
---@param low number   -inf: no end
---@param high number  inf: no end
---@param decimals integer
---@param unit? string
---@param tail? string  behind them
---@return string
function M.range(low, high, decimals, unit, tail)
  return joined(low > -math.huge and M.plain(low, decimals, unit) or nil,
    high < math.huge and M.plain(high, decimals, unit) or nil, tail or "")
end

-- Whether a figure is printed in another unit than its base unit: "30.4 kt", "3.6 million tons".
local function is_scaled(claim)
  local printed <const> = number.parse((claim.digits:gsub(",", "")))
  return printed ~= nil and number.compare(printed, number.abs(claim.value)) ~= 0
end

local names <const> = { t = "mt" }

--- The values a claim may stand for: "634,250 to 634,350"; with the base unit, where it is printed in
--- another.
---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@return string
function M.interval(claim, interval)
  local sign <const> = signs[claim.unit] or ""
  local function of(value)
    return value and number.format(value, { trim = true }) .. sign
  end
  return joined(of(interval.low), of(interval.high),
    is_scaled(claim) and " " .. (names[claim.unit] or claim.unit) or "")
end

local bounds <const> = { above = "more than ", below = "less than " }

-- As it is printed, without a sign that only the words around it give.
local function bare(claim)
  return is_scaled(claim) and claim.quote or claim.digits .. (signs[claim.unit] or "")
end

--- The figure as printed, with its sign: "−8.7%", "21,300", "30.4 kt", "more than 20%".
---@param claim ingot.check.Claim
---@return string
function M.printed(claim)
  if claim.bound and claim_.is_fall(claim) then
    return "a fall of " .. bounds[claim.bound] .. bare(claim)
  end
  local minus <const> = number.sign(claim.value) < 0 and not claim.digits:find "^[-−]" and "−" or ""
  return (bounds[claim.bound] or "") .. minus .. bare(claim)
end

--- With what it may stand for: "634,300 (634,250 to 634,350)"; a bound says so itself.
---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@return string
function M.both(claim, interval)
  return claim.bound and M.printed(claim)
    or ("%s (%s)"):format(M.printed(claim), M.interval(claim, interval))
end

local NOISE <const> = 1e-6 -- of doubles, in units of the last decimal

-- An end to some decimals that is not outside.
local function inward(x, decimals, round)
  local unit <const>, sign <const> = 10.0 ^ decimals, round == math.floor and 1 or -1
  return round(number.float(x) * unit + sign * NOISE) / unit
end

--- "between 8.8% and 13.8%", "at least 8.8%"; nil without ends.
---@param span ingot.check.Span
---@param decimals integer
---@param unit string
---@return string?
function M.span(span, decimals, unit)
  local low <const> = span.low and M.plain(inward(span.low, decimals, math.ceil), decimals, unit)
  local high <const> = span.high and M.plain(inward(span.high, decimals, math.floor), decimals, unit)
  if low and high then
    local is_point <const> = low == high or number.float(span.high) - number.float(span.low) < 10.0 ^ -decimals
    return is_point and "about " .. low or ("between %s and %s"):format(low, high)
  end
  return low and "at least " .. low or high and "at most " .. high or nil
end

return M
