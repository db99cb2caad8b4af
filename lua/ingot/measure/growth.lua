--- The policy of growth: when a level and its base have a rate of change, and what stands for it when
--- they have none. One rule for every measure and every table of measures.
---
---   base zero            from_zero  "up from none"; with a level of zero as well: zero, flat
---   base below zero      turned     no rate; said with both levels
---   level below zero     turned     a change of sign
---   base below `tiny`    tiny       a rate, but not one to be printed: "up from a low base"

local number <const> = require "ingot.number"

local M = {}

--- How a level stands to its base; both are known.
---@param now ingot.Number
---@param base ingot.Number
---@param tiny? ingot.Number  of the metric: a smaller base is too small
---@return ingot.State  value, zero, from_zero, turned or tiny; a rate goes with value, zero and tiny
function M.state(now, base, tiny)
  local sign <const> = number.sign(base)
  if sign == 0 then
    return number.sign(now) == 0 and "zero" or "from_zero"
  elseif sign < 0 or number.sign(now) < 0 then
    return "turned"
  elseif tiny and number.compare(base, tiny) < 0 then
    return "tiny"
  end
  return "value"
end

--- The states that go with a rate.
M.has_rate = { value = true, zero = true, tiny = true }

return M
