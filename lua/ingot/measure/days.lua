--- The days that levels are held against one another by, so that a leap February, 30 against 31 days
--- or a Lunar New Year that moves between January and February do not read as trade.
---   calendar   all of them
---   effective  those of the calendar less the part of them that the window around Lunar New Year
---              takes (`ingot.calendar.window`)

local calendar <const> = require "ingot.calendar"

local M = {}

---@alias ingot.DayCount fun(within: ingot.Period): number?, string?  or nil and why there are none

---@type table<string, ingot.DayCount>
local counts <const> = {
  calendar = function(within) return within:days() end,
  effective = function(within)
    local unknown <const> = calendar.unknown(within)
    if unknown then
      return nil, unknown
    end
    local days <const> = calendar.effective_days(within)
    if days <= 0 then
      return nil, ("all days of %s are in the window around Lunar New Year"):format(within)
    end
    return math.tointeger(days) or days
  end,
}

--- The days of a period and of its base; or nil and why there are none.
---@param which "calendar"|"effective"
---@param within ingot.Period
---@param base_period ingot.Period
---@return { now: number, base: number }?
---@return string? reason
function M.of(which, within, base_period)
  local now <const>, none <const> = counts[which](within)
  local base <const>, none_before <const> = counts[which](base_period)
  if not now or not base then
    return nil, none or ("its base is %s, and %s"):format(base_period, none_before)
  end
  return { now = now, base = base }
end

--- Why a metric has no change by days, or nil: what does not add up over months is no amount that
--- days could share.
---@param metric ingot.Metric
---@param kind string  the measure
---@return string?
function M.problem(metric, kind)
  return not metric.adds_months and ("%s: '%s' needs a metric that adds up over months; this one "
    .. "does not"):format(metric.name, kind) or nil
end

return M
