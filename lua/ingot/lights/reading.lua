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
function M.position(value, bounds, invert, scale)
  value, bounds = turned(value, bounds, invert)
  local i = 1
  while i < #bounds - 1 and value >= bounds[i + 1] do i = i + 1 end
  local slope = (scale[i + 1] - scale[i]) / (bounds[i + 1] - bounds[i])
  return math.min(100, math.max(0, scale[i] + (value - bounds[i]) * slope))
end

return M
