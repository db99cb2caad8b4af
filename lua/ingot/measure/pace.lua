--- The pace of a level: by the month, where a level and its base are of unlike length. That is so
--- where January and February were released together: March is held against the mean of the two, and
--- they, by their mean, against December. A metric that does not add up over months is a pace already.
---   mom of March = 100 (x − base/2) / (base/2)

local number <const> = require "ingot.number"

local M = {}

-- Half of a number, exact where its digits fit.
local function half(n)
  if n.real then
    return number.real(n.real / 2)
  elseif n.units % 2 == 0 then
    return number.exact(n.units // 2, n.scale)
  elseif math.abs(n.units) <= math.maxinteger // 5 then
    return number.exact(n.units * 5, n.scale + 1)
  end
  return number.real(number.float(n) / 2)
end

local function whole(n)
  return n
end

---@class ingot.Pace
---@field now string     the level as it stands in a formula: "exports", or "exports / 2"
---@field base string    its base: "base", or "base / 2"
---@field of_now fun(level: ingot.Number): ingot.Number
---@field of_base fun(base: ingot.Number): ingot.Number
---@field mean_of? ingot.Period  the joint months whose mean is taken

local function is_joint(metric, period, other)
  return metric.adds_months and period:count() == 2 and other:count() == 1
end

--- How a level is held against its base.
---@param metric ingot.Metric
---@param period ingot.Period
---@param base_period ingot.Period
---@return ingot.Pace
function M.of(metric, period, base_period)
  local pace <const> = { now = metric.name, base = "base", of_now = whole, of_base = whole }
  if is_joint(metric, period, base_period) then
    pace.now, pace.of_now, pace.mean_of = metric.name .. " / 2", half, period
  elseif is_joint(metric, base_period, period) then
    pace.base, pace.of_base, pace.mean_of = "base / 2", half, base_period
  end
  return pace
end

return M
