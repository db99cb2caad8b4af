--- Articles that name no year: their months lie in a year that stands for it, so that a month and the
--- same month a year before can be told apart and checked. It is never shown.

local M = {}

--- The year that stands for the one that is not named.
M.YEAR = 1900

local MOST_AWAY <const> = 20 -- years that such an article may look back

---@param period ingot.Period
---@return boolean
function M.is(period)
  return period.to // 12 <= M.YEAR + 1 and period.to // 12 >= M.YEAR - MOST_AWAY
end

return M
