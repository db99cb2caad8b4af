-- How a proof writes figures: "634,300 (634,250 to 634,350)".

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

--- The values a claim may stand for: "634,250 to 634,350".
---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@return string
function M.interval(claim, interval)
  local sign <const> = signs[claim.unit] or ""
  local function of(value)
    return number.format(value, { trim = true }) .. sign
  end
  if interval.low and interval.high then
    return ("%s to %s"):format(of(interval.low), of(interval.high))
  end
  return interval.low and "at least " .. of(interval.low) or "at most " .. of(interval.high)
end

--- The figure as printed, with its sign: "-8.7%", "21,300".
---@param claim ingot.check.Claim
---@return string
function M.printed(claim)
  local minus <const> = number.sign(claim.value) < 0 and not claim.digits:find "^[-−]" and "−" or ""
  return minus .. claim.digits .. (signs[claim.unit] or "")
end

--- With what it may stand for: "634,300 (634,250 to 634,350)".
---@param claim ingot.check.Claim
---@param interval ingot.check.Interval
---@return string
function M.both(claim, interval)
  return ("%s (%s)"):format(M.printed(claim), M.interval(claim, interval))
end

--- "8.8% to 13.8%", "about 8.8%".
---@param low number
---@param high number
---@param decimals integer
---@param unit? string
---@return string
function M.range(low, high, decimals, unit)
  local first <const>, last <const> = M.plain(low, decimals, unit), M.plain(high, decimals, unit)
  return first == last and "about " .. first or ("%s to %s"):format(first, last)
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
