-- Where a value stands among its bounds: its light, and its position on the scale of the index.

local zone = require "ingot.lights.zone"

local M = {}

-- An inverted indicator is colder the more there is of it: value and bounds change their sign.
local function turned(value, bounds, invert)
  if not invert then return value, bounds end
  local mirrored = {}
  for i, bound in ipairs(bounds) do mirrored[#bounds + 1 - i] = -bound end
  return -value, mirrored
end

--- The light of a value, 1 (over-cold) to 5 (over-hot); one on a bound goes to the warmer zone.
---@param value number
---@param bounds number[]
---@param invert boolean
---@return integer
function M.score(value, bounds, invert)
  return zone.score(turned(value, bounds, invert))
end

--- The position of a value on a scale: straight lines through the bounds, the outer ones prolonged, and
--- never below 0 or above 100.
---@param value number
---@param bounds number[]
---@param invert boolean
---@param scale number[]  where the bounds stand
---@return number
---@return { kind: "line"|"least"|"most", at: number, low?: number, step?: number } way  on a line:
---   at + (value - low) × step, over the value as it is
function M.position(value, bounds, invert, scale)
  local turned_value, rising = turned(value, bounds, invert)
  local i = 1
  while i < #rising - 1 and turned_value >= rising[i + 1] do i = i + 1 end
  local slope = (scale[i + 1] - scale[i]) / (rising[i + 1] - rising[i])
  local position = scale[i] + (turned_value - rising[i]) * slope
  if position < 0 then return 0, { kind = "least", at = 0 } end
  if position > 100 then return 100, { kind = "most", at = 100 } end
  local side = invert and -1 or 1
  return position, { kind = "line", at = scale[i], low = side * rising[i], step = side * slope }
end

return M
