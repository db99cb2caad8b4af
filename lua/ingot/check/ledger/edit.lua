--- The one digit that would make a figure fit.

local claim_ <const> = require "ingot.check.claim"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"

local M = {}

--- The figure with one digit changed, when exactly one such figure lies between two ends.
---@param claim ingot.check.Claim
---@param range ingot.check.ledger.Span
---@return string? digits
function M.digit(claim, range)
  local found
  local last <const> = number.shift(number.exact(1), -claim_.decimals(claim)) -- of the digits alone
  local scale <const> = rational.from(claim.step) / rational.from(last)
  for at, old in claim.digits:gmatch "()(%d)" do
    for digit = at == 1 and 1 or 0, 9 do
      local text <const> = claim.digits:sub(1, at - 1) .. digit .. claim.digits:sub(at + 1)
      local value <const> = rational.from(number.from((text:gsub(",", "")))) * scale
      local signed <const> = number.sign(claim.value) < 0 and -value or value
      if tostring(digit) ~= old and range.low < signed and signed < range.high then
        if found then
          return nil
        end
        found = text
      end
    end
  end
  return found
end

return M
